//! Reads the words of a sentence by recursive descent: `or` of `and` of `not` of comparisons of sums of operands.

use super::form::{BadSentence, Expression, Form, ORDERS, Quantifier, RESERVED, Span};
use super::words::Token;
use crate::terms::calendar::Unit;
use crate::terms::stay::Allowance;

/// The deepest nesting that is read.
const DEEPEST: usize = 64;

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<(Token, Span)>,
    next: usize,
    depth: usize,
}

/// Reads everything that `tokens` hold.
pub fn whole(text: &str, tokens: Vec<(Token, Span)>) -> Parsed {
    let mut parser = Parser { text, tokens, next: 0, depth: 0 };
    let expression = parser.any_of()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.unexpected("`and`, `or`, a comparison or the end")),
    }
}

type Parsed = Result<Expression, (BadSentence, Span)>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn word_at(&self, ahead: usize) -> Option<&str> {
        match self.tokens.get(self.next + ahead) {
            Some((Token::Word(span), _)) => Some(&self.text[span.clone()]),
            _ => None,
        }
    }

    /// Takes these words if they come next.
    fn take(&mut self, words: &str) -> bool {
        let mut count = 0;
        for word in words.split(' ') {
            if self.word_at(count) != Some(word) {
                return false;
            }
            count += 1;
        }
        self.next += count;
        true
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let comes = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(comes);
        comes
    }

    fn start(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |(_, span)| span.start)
    }

    fn expression(&self, start: usize, form: Form) -> Expression {
        let end = self.next.checked_sub(1).map_or(start, |last| self.tokens[last].1.end);
        Expression { form, span: start..end }
    }

    fn unexpected(&self, wanted: &'static str) -> (BadSentence, Span) {
        let span = self.tokens.get(self.next).map(|(_, span)| span.clone());
        let span = span.unwrap_or(self.text.len()..self.text.len());
        let found = match &self.text[span.clone()] {
            "" => "the end of the sentence".into(),
            text => format!("`{text}`"),
        };
        (BadSentence::Unexpected { found, wanted }, span)
    }

    fn expect(&mut self, words: &'static str) -> Result<(), (BadSentence, Span)> {
        if self.take(words) { Ok(()) } else { Err(self.unexpected(words)) }
    }

    fn any_of(&mut self) -> Parsed {
        self.joined("or", Self::all_of, Form::Or)
    }

    fn all_of(&mut self) -> Parsed {
        self.joined("and", Self::negation, Form::And)
    }

    /// One part, or several joined by `word`.
    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Parsed,
        form: fn(Vec<Expression>) -> Form,
    ) -> Parsed {
        let start = self.start();
        let first = part(self)?;
        if self.word_at(0) != Some(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self)?);
        }
        Ok(self.expression(start, form(parts)))
    }

    fn negation(&mut self) -> Parsed {
        let start = self.start();
        let mut count = 0;
        while self.take("not") {
            count += 1;
        }
        let inner = self.comparison()?;
        if count % 2 == 0 {
            return Ok(inner);
        }
        Ok(self.expression(start, Form::Not(Box::new(inner))))
    }

    fn comparison(&mut self) -> Parsed {
        let start = self.start();
        let left = Box::new(self.sum()?);
        if self.take("has") {
            let option = Box::new(self.term()?);
            return Ok(self.expression(start, Form::Has { left, option }));
        }
        if left.form.is_condition() || !self.take("is") {
            return Ok(*left);
        }
        if let Some(order) = ORDERS.iter().find(|order| self.take(order.words)) {
            let right = Box::new(self.sum()?);
            return Ok(self.expression(start, Form::Order { left, order: *order, right }));
        }
        let is_not = self.take("not");
        let is_list = self.take("one of");
        let mut options = vec![self.sum()?];
        while is_list && self.take_sign(',') {
            options.push(self.term()?);
        }
        Ok(self.expression(start, Form::Is { left, is_not, options }))
    }

    fn sum(&mut self) -> Parsed {
        let start = self.start();
        let mut left = self.term()?;
        loop {
            let is_minus = !left.form.is_condition() && self.take_sign('-');
            if left.form.is_condition() || !is_minus && !self.take_sign('+') {
                return Ok(left);
            }
            let right = self.term()?;
            let form = match self.unit() {
                Some((unit, times)) => Form::Shift {
                    date: Box::new(left),
                    by: Box::new(right),
                    times: if is_minus { -times } else { times },
                    unit,
                },
                None => Form::Sum { left: Box::new(left), right: Box::new(right), is_minus },
            };
            left = self.expression(start, form);
        }
    }

    fn unit(&mut self) -> Option<(Unit, i32)> {
        const UNITS: [(&str, Unit, i32); 10] = [
            ("working days", Unit::WorkingDays, 1),
            ("working day", Unit::WorkingDays, 1),
            ("days", Unit::Days, 1),
            ("day", Unit::Days, 1),
            ("weeks", Unit::Days, 7),
            ("week", Unit::Days, 7),
            ("months", Unit::Months, 1),
            ("month", Unit::Months, 1),
            ("years", Unit::Months, 12),
            ("year", Unit::Months, 12),
        ];
        let found = UNITS.iter().find(|(words, ..)| self.take(words))?;
        Some((found.1, found.2))
    }

    /// One operand; every nesting passes here, so its depth is counted here.
    fn term(&mut self) -> Parsed {
        let start = self.start();
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err((BadSentence::TooLarge, start..self.text.len()));
        }
        let form = self.operand()?;
        self.depth -= 1;
        Ok(self.expression(start, form))
    }

    fn operand(&mut self) -> Result<Form, (BadSentence, Span)> {
        Ok(match self.peek().cloned() {
            Some(Token::Date(date)) => {
                self.next += 1;
                Form::Date(date)
            }
            Some(Token::Number(number)) => {
                self.next += 1;
                if self.take("times") {
                    Form::Times(number, Box::new(self.term()?))
                } else {
                    Form::Number(number)
                }
            }
            Some(Token::Sign('-')) => {
                self.next += 1;
                let Some(&Token::Number(number)) = self.peek() else {
                    return Err(self.unexpected("a number"));
                };
                self.next += 1;
                Form::Number(-number)
            }
            Some(Token::Sign('(')) => {
                self.next += 1;
                let inner = self.any_of()?;
                if !self.take_sign(')') {
                    return Err(self.unexpected("`)`"));
                }
                inner.form
            }
            Some(Token::Word(_)) => self.words()?,
            _ => return Err(self.unexpected("a fact, a value, a date, a number or `(`")),
        })
    }

    fn words(&mut self) -> Result<Form, (BadSentence, Span)> {
        if self.take("today") {
            return Ok(Form::Today);
        }
        if self.take("age on") {
            return Ok(Form::Age(Box::new(self.sum()?)));
        }
        if self.take("days from") {
            let from = Box::new(self.sum()?);
            let counts_first = self.take("through");
            if !counts_first {
                self.expect("to")?;
            }
            return Ok(Form::Days { from, to: Box::new(self.sum()?), counts_first });
        }
        if let Some(day) = self.day_of_stay()? {
            return Ok(day);
        }
        for (words, is_later) in [("earlier of", false), ("later of", true)] {
            if self.take(words) {
                let left = Box::new(self.sum()?);
                self.expect("and")?;
                return Ok(Form::Pick { is_later, left, right: Box::new(self.sum()?) });
            }
        }
        let quantifiers = [
            ("count of", Quantifier::Count),
            ("any", Quantifier::Any),
            ("every", Quantifier::Every),
        ];
        for (words, quantifier) in quantifiers {
            if self.take(words) {
                return self.members(quantifier);
            }
        }
        let is_yours = self.take("your");
        self.name(is_yours)
    }

    /// `last day of 90 in 180 days from … after …`, `first day of a stay of 90 in 180 days on or after …`
    fn day_of_stay(&mut self) -> Result<Option<Form>, (BadSentence, Span)> {
        if self.take("last day of") {
            return self.last_day().map(Some);
        }
        if !self.take("first day of a stay of") {
            return Ok(None);
        }
        let rule = self.allowance()?;
        self.expect("on or after")?;
        Ok(Some(Form::FirstDay { rule, from: Box::new(self.sum()?) }))
    }

    /// `90 in 180 days from … after …`: what follows `last day of`.
    fn last_day(&mut self) -> Result<Form, (BadSentence, Span)> {
        let rule = self.allowance()?;
        self.expect("from")?;
        let entry = Box::new(self.sum()?);
        self.expect("after")?;
        let start = self.start();
        let is_yours = self.take("your");
        let earlier = self.name(is_yours)?;
        let earlier = Box::new(self.expression(start, earlier));
        Ok(Form::LastDay { rule, entry, earlier })
    }

    /// `90 in 180 days`
    fn allowance(&mut self) -> Result<Allowance, (BadSentence, Span)> {
        let start = self.start();
        let days = self.positive()?;
        self.expect("in")?;
        let within = self.positive()?;
        if days > within {
            let found = format!("`{}`", &self.text[start..self.start()].trim_end());
            let end = self.tokens[self.next - 1].1.end;
            let wanted = "no more days than those in which they are counted";
            return Err((BadSentence::Unexpected { found, wanted }, start..end));
        }
        self.expect("days")?;
        Ok(Allowance { days, within })
    }

    /// A number of days from 1 to 1000.
    fn positive(&mut self) -> Result<i32, (BadSentence, Span)> {
        match self.peek() {
            Some(Token::Number(number)) if (1..=1_000).contains(number) => {
                let number = *number;
                self.next += 1;
                Ok(number)
            }
            _ => Err(self.unexpected("a number of days from 1 to 1000")),
        }
    }

    fn members(&mut self, quantifier: Quantifier) -> Result<Form, (BadSentence, Span)> {
        let Some(of) = self.word_at(0).map(str::to_owned) else {
            return Err(self.unexpected("person, child or pet"));
        };
        self.next += 1;
        let body = if self.take("where") { Some(Box::new(self.any_of()?)) } else { None };
        Ok(Form::Members { quantifier, of, body })
    }

    fn name(&mut self, is_yours: bool) -> Result<Form, (BadSentence, Span)> {
        let wanted = "a fact, a value, a date or a number";
        match self.word_at(0) {
            Some(word) if !RESERVED.contains(&word) => {
                let name = word.to_owned();
                self.next += 1;
                Ok(Form::Name { name, is_yours })
            }
            _ => Err(self.unexpected(wanted)),
        }
    }
}
