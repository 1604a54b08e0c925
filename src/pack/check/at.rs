//! Where a value stands in a rule file.

use std::rc::Rc;

/// The place of a value in a rule file. It is looked up where a problem is found; most places have none.
#[derive(Debug, Clone)]
pub struct At {
    /// The place of the file in the list of files.
    pub file: usize,
    last: Option<Rc<Below>>,
}

#[derive(Debug)]
struct Below {
    above: Option<Rc<Self>>,
    step: Step,
}

/// One step down: a field, or a place in a list.
#[derive(Debug)]
pub enum Step {
    Field(&'static str),
    Id(String),
    Place(usize),
}

impl At {
    /// The whole of a file.
    pub fn file(file: usize) -> Self {
        Self { file, last: None }
    }

    /// The value below this one.
    pub fn to(&self, step: impl Into<Step>) -> Self {
        let below = Below { above: self.last.clone(), step: step.into() };
        Self { file: self.file, last: Some(Rc::new(below)) }
    }

    /// The steps from the whole file down to the value.
    pub fn steps(&self) -> Vec<&Step> {
        let mut steps = Vec::new();
        let mut below = self.last.as_deref();
        while let Some(Below { above, step }) = below {
            steps.push(step);
            below = above.as_deref();
        }
        steps.reverse();
        steps
    }
}

impl From<&'static str> for Step {
    fn from(name: &'static str) -> Self {
        Self::Field(name)
    }
}

impl From<&String> for Step {
    fn from(id: &String) -> Self {
        Self::Id(id.clone())
    }
}

impl From<usize> for Step {
    fn from(place: usize) -> Self {
        Self::Place(place)
    }
}
