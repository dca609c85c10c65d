//! Questions and what is known of their answers.

use crate::message::Message;

/// By its ticket, an answer is matched to its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u32);

/// Draws tickets, each once.
#[derive(Debug, Default)]
pub struct Tickets(u32);

impl Tickets {
    /// The next ticket.
    pub fn draw(&mut self) -> Ticket {
        self.0 = self.0.wrapping_add(1);
        Ticket(self.0)
    }
}

/// What is known of something that was given.
#[derive(Debug)]
pub enum Known<T> {
    /// Nothing was given.
    Nothing,
    /// What was given has changed, and nobody has been asked about it.
    Edited,
    /// Somebody was asked.
    Asked(Ticket),
    /// This is so.
    Settled(T),
    /// It is of no use, and these messages say why; without a message the person has cancelled the question.
    Refused(Vec<Message>),
}

impl<T> Known<T> {
    /// What is so, where that is known.
    pub fn settled(&self) -> Option<&T> {
        match self {
            Self::Settled(value) => Some(value),
            _ => None,
        }
    }

    /// The question whose answer is awaited.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Asked(ticket) => Some(*ticket),
            _ => None,
        }
    }

    /// Why it is of no use.
    pub fn refusal(&self) -> &[Message] {
        match self {
            Self::Refused(messages) => messages,
            _ => &[],
        }
    }

    /// Whether it will be known only later.
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Edited | Self::Asked(_))
    }

    /// Whether the person has cancelled the question.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Refused(messages) if messages.is_empty())
    }
}
