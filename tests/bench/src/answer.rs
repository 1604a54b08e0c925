//! What is decided of a case: the leaves that were reached and the actions that they ask for.

use crate::day::Day;

/// Somebody in the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The household as a whole.
    Household,
    /// The person who asks.
    You,
    /// A child, counted from 1.
    Child(u8),
    /// A pet, counted from 1.
    Pet(u8),
}

/// What an action is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It must be done.
    Must,
    /// It is a way that is open.
    Can,
    /// It is good to know.
    Know,
}

impl Kind {
    /// Its word in an answer.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Can => "can",
            Self::Know => "know",
        }
    }
}

macro_rules! actions {
    ($($action:ident $id:literal $kind:ident $rank:literal)*) => {
        /// One of the actions of `workload/actions.json`.
        #[expect(missing_docs, reason = "each has the name of its action")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action { $($action),* }

        impl Action {
            /// Its id, its kind, and its place in the order of danger.
            #[must_use]
            pub const fn about(self) -> (&'static str, Kind, u8) {
                match self { $(Self::$action => ($id, Kind::$kind, $rank)),* }
            }
        }
    };
}

actions! {
    CallEmergency "call_emergency" Must 0
    DoNotTravelYet "do_not_travel_yet" Must 5
    ReportOverstay "report_overstay" Must 8
    LeaveOrApply "leave_or_apply" Must 10
    ApplyAsylum "apply_asylum" Must 12
    RenewStay "renew_stay" Must 15
    ReportObstacle "report_obstacle" Must 18
    HostNotification "host_notification" Must 20
    NewPassport "new_passport" Must 25
    RenewPassport "renew_passport" Must 30
    ExtendPassport "extend_passport" Must 30
    ChildPassport "child_passport" Must 35
    OwnDocument "own_document" Must 36
    BringBirthCertificates "bring_birth_certificates" Must 40
    PreparePapers "prepare_papers" Must 45
    PetPermit "pet_permit" Must 50
    VetPassport "vet_passport" Must 52
    VaccinatePet "vaccinate_pet" Must 54
    WaitAfterVaccination "wait_after_vaccination" Must 55
    PetExam "pet_exam" Must 56
    AskLawyer "ask_lawyer" Can 60
    MedicalVisa "medical_visa" Can 62
    VisaWork "visa_work" Can 64
    ResidencePermit "residence_permit" Can 66
    ReturnCertificate "return_certificate" Can 70
    VisitConsul "visit_consul" Can 80
    PlanConsulJourney "plan_consul_journey" Can 82
    CallConsul "call_consul" Know 90
}

/// The 18 decisions, in the order of the pack.
#[expect(missing_docs, reason = "each has the name of its topic")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Journey,
    Consul,
    Passport,
    Stay,
    Asylum,
    Work,
    Health,
    ForceMajeure,
    ChildSixteen,
    ChildPassport,
    PetLimit,
    PetPapers,
    Rabies,
    EntryValidity,
    Extension,
    FamilyPapers,
    HostNotice,
    Return,
}

/// One action of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// Its place: what must be done first, the most dangerous first, then the earliest last day.
    pub order: u64,
    /// What to do.
    pub action: Action,
    /// What it is to the person.
    pub kind: Kind,
    /// Who does it.
    pub who: Who,
    /// The first day, or none.
    pub from: Day,
    /// The last day, or none.
    pub by: Day,
}

/// A leaf that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// Its decision.
    pub topic: Topic,
    /// Its id in the topic.
    pub id: &'static str,
    /// For whom.
    pub who: Who,
}

/// All that is decided of a case; it is filled again for the next one. Leaves are noted only if they are wanted.
#[derive(Debug, Default)]
pub struct Answer<const LEAVES: bool> {
    /// The actions, in order once [`Answer::sort`] was called.
    pub advice: Vec<Advice>,
    /// The leaves.
    pub leaves: Vec<Leaf>,
}

impl<const LEAVES: bool> Answer<LEAVES> {
    /// Forgets the last case.
    pub fn clear(&mut self) {
        self.advice.clear();
        self.leaves.clear();
    }

    /// Notes a leaf that was reached.
    pub fn leaf(&mut self, topic: Topic, who: Who, id: &'static str) {
        if LEAVES {
            self.leaves.push(Leaf { topic, id, who });
        }
    }

    /// Notes an action of the kind that it usually is.
    pub fn act(&mut self, topic: Topic, who: Who, action: Action, (from, by): (Day, Day)) {
        let (_, kind, _) = action.about();
        self.act_as(kind, (topic, who), action, (from, by));
    }

    /// Notes an action of a kind.
    pub fn act_as(
        &mut self,
        kind: Kind,
        (topic, who): (Topic, Who),
        action: Action,
        (from, by): (Day, Day),
    ) {
        let (_, _, rank) = action.about();
        let last_day = if by == Day::NONE { 0xff_ffff } else { by.order() };
        let member = match who {
            Who::Household => 0,
            Who::You => 1 << 8,
            Who::Child(number) => 2 << 8 | u64::from(number),
            Who::Pet(number) => 3 << 8 | u64::from(number),
        };
        let order = (kind as u64) << 56
            | u64::from(rank) << 48
            | u64::from(last_day) << 24
            | (topic as u64) << 16
            | member;
        self.advice.push(Advice { order, action, kind, who, from, by });
    }

    /// Puts the actions in order.
    pub fn sort(&mut self) {
        self.advice.sort_unstable_by_key(|advice| advice.order);
    }
}
