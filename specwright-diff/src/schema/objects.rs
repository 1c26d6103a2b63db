use serde_json::{Map, Value};

use super::{Context, home};
use crate::{
    ledger::{Entry, Sense},
    side::{Located, View, items},
    walk::Walk,
};
use specwright_document::Pointer;

impl<'a> Walk<'a> {
    pub(super) fn objects(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let (before, after) = (old.property_names(), new.property_names());
        for name in &before {
            let Some(one) = old.property(self.old, name) else { continue };
            match new.property(self.new, name) {
                Some(other) => self.property(name, (old, &one), (new, &other), context.property()),
                None => self.property_gone(name, old, new, &one, context.property(), true),
            }
        }
        for name in after.iter().filter(|name| !before.contains(name)) {
            if let Some(one) = new.property(self.new, name) {
                self.property_gone(name, new, old, &one, context.property(), false);
            }
        }
        self.undeclared(old, new, context);
        self.others_allowed(old, new, context.property());
    }

    fn property(
        &mut self,
        name: &str,
        (old, before): (&View<'a>, &View<'a>),
        (new, after): (&View<'a>, &View<'a>),
        context: Context,
    ) {
        let context = match context.sense {
            Sense::Request if before.flag("readOnly") && after.flag("readOnly") => {
                context.to(Sense::SentBack)
            }
            Sense::Request if before.flag("readOnly") || after.flag("readOnly") => context.to(Sense::Unused),
            Sense::Response if before.flag("writeOnly") && after.flag("writeOnly") => {
                context.to(Sense::Unused)
            }
            _ => context,
        };
        let required = [old.required(name), new.required(name)];
        if required[0].is_empty() != required[1].is_empty() {
            let rule =
                if required[0].is_empty() { "property-became-required" } else { "property-became-optional" };
            // `required` of a read-only property binds servers only, says the specification.
            let sense = if context.sense == Sense::SentBack { Sense::Unused } else { context.sense };
            self.requirement(rule, name, &required, &after.at, sense);
        }
        let context = Context { always: required.iter().all(|at| !at.is_empty()), ..context };
        match (&old.holders(name)[..], &new.holders(name)[..]) {
            ([one], [other]) => self.schema_at(one, other, context),
            _ => self.schema(before, after, context),
        }
    }

    /// `required` begins or ends to name a property.
    fn requirement(
        &mut self,
        rule: &'static str,
        name: &str,
        at: &[Vec<Pointer>; 2],
        home: &Pointer,
        sense: Sense,
    ) {
        let value = Value::from(name);
        let node = |list: &[Pointer]| list.first().map(|at| (at.clone(), &value));
        let nodes = [node(&at[0]), node(&at[1])];
        at[0].iter().for_each(|at| self.ledger.claim_old(at.clone()));
        at[1].iter().for_each(|at| self.ledger.claim_new(at.clone()));
        // A part that only says what is required belongs to the schema that it stands in.
        let part = |at: &Pointer| Some(at.parent()?.parent()?.child("properties").child(name));
        let asking = at[1].first().or(at[0].first()).and_then(part);
        let home = asking.filter(|at| at.parent() != home.parent()).unwrap_or_else(|| home.clone());
        let entry = Entry::new(rule, sense).home(home).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry);
    }

    /// A property that one of the two does not have.
    fn property_gone(
        &mut self,
        name: &str,
        owner: &View<'a>,
        other: &View<'a>,
        view: &View<'a>,
        context: Context,
        removed: bool,
    ) {
        let required = owner.required(name);
        let rule = match (removed, required.is_empty()) {
            (true, false) => "property-removed-required",
            (true, true) => "property-removed-optional",
            (false, false) => "property-added-required",
            (false, true) => "property-added-optional",
        };
        let sense = match context.sense {
            Sense::Request | Sense::SentBack if view.flag("readOnly") => Sense::Unused,
            Sense::Response if view.flag("writeOnly") => Sense::Unused,
            sense => sense,
        };
        let holders = owner.holders(name);
        let Some(node) = holders.first() else { return };
        for at in holders.iter().map(|(at, _)| at.clone()).chain(required) {
            if removed { self.ledger.claim_old(at) } else { self.ledger.claim_new(at) }
        }
        let inside = node.0.parent().and_then(|at| at.parent()).filter(|part| !other.has_part(part));
        let mut entry = Entry::new(rule, sense);
        entry = if removed { entry.nodes(Some(node), None) } else { entry.nodes(None, Some(node)) };
        if inside.is_some() {
            // The part came or went with it: the schema as a whole gained or lost the property.
            entry = entry.home(owner.at.child("properties").child(name));
        }
        self.ledger.record(entry);
    }

    /// Names in `required` that no schema describes.
    fn undeclared(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let [before, after] = [old, new].map(|view| {
            let lists = view.all("required").flat_map(|(at, value)| items(&at, Some(value)));
            let known = view.property_names();
            lists
                .filter_map(|(_, value)| value.as_str())
                .filter(|name| !known.contains(name))
                .collect::<Vec<_>>()
        });
        let declared = |view: &View<'a>, name: &str| view.property_names().contains(&name);
        for name in before.iter().filter(|name| !after.contains(name) && !declared(new, name)) {
            let at = [old.required(name), new.required(name)];
            let rule =
                if name.is_empty() { "empty-name-not-required" } else { "undeclared-property-not-required" };
            self.required_undeclared(rule, name, &at, (old, new), context.sense);
        }
        for name in after.iter().filter(|name| !before.contains(name) && !declared(old, name)) {
            let at = [old.required(name), new.required(name)];
            let rule = if name.is_empty() { "empty-name-required" } else { "undeclared-property-required" };
            self.required_undeclared(rule, name, &at, (old, new), context.sense);
        }
    }

    fn required_undeclared(
        &mut self,
        rule: &'static str,
        name: &str,
        at: &[Vec<Pointer>; 2],
        (old, new): (&View<'a>, &View<'a>),
        sense: Sense,
    ) {
        let value = Value::from(name);
        let node = |list: &[Pointer]| list.first().map(|at| (at.clone(), &value));
        let nodes = [node(&at[0]), node(&at[1])];
        let home = home(old, new, None, nodes[1].is_some());
        let entry = Entry::new(rule, sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.about(name).home(home));
    }

    /// What holds for properties that are not listed.
    fn others_allowed(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        const KEY: &str = "additionalProperties";
        let [before, after] = [old, new].map(|view| view.find(KEY));
        let closed = |node: &Option<Located<'a>>| {
            node.as_ref().is_some_and(|(_, value)| *value == &Value::Bool(false))
        };
        match (closed(&before), closed(&after)) {
            (true, true) => {}
            (true, false) => self.note("other-properties-allowed", old, new, KEY, context),
            (false, true) => self.note("other-properties-refused", old, new, KEY, context),
            (false, false) => {
                let typed = |node: Option<Located<'a>>| {
                    node.filter(|(_, value)| {
                        value.as_object().is_some_and(|node: &Map<_, _>| !node.is_empty())
                    })
                };
                match (typed(before), typed(after)) {
                    (Some(before), Some(after)) => self.schema_at(&before, &after, context),
                    (Some(before), None) => {
                        let before = View::of(self.old, &before.0, before.1);
                        self.schema(&before, &View::empty(&new.at.child(KEY)), context);
                    }
                    (None, Some(after)) => {
                        let after = View::of(self.new, &after.0, after.1);
                        self.schema(&View::empty(&old.at.child(KEY)), &after, context);
                    }
                    (None, None) => {}
                }
            }
        }
    }
}
