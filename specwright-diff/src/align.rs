use serde_json::Value;

/// Pairs the items of two lists: equal ones first, then those of one name, then what is left, in order.
pub(super) fn align(old: &[&Value], new: &[&Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut pair_by = |same: &dyn Fn(&Value, &Value) -> bool, partner: &mut Vec<Option<usize>>| {
        for (index, item) in old.iter().enumerate() {
            if partner[index].is_some() {
                continue;
            }
            let here = (index < new.len() && !taken[index] && same(item, new[index])).then_some(index);
            let found =
                here.or_else(|| (0..new.len()).find(|&other| !taken[other] && same(item, new[other])));
            if let Some(other) = found {
                taken[other] = true;
                partner[index] = Some(other);
            }
        }
    };
    pair_by(&|a, b| a == b, &mut partner);
    pair_by(&|a, b| identity(a).is_some() && identity(a) == identity(b), &mut partner);
    pair_by(
        &|a, b| a.is_object() && b.is_object() && identity(a).is_none() && identity(b).is_none(),
        &mut partner,
    );
    let mut pairs: Vec<_> = partner.iter().enumerate().map(|(index, other)| (Some(index), *other)).collect();
    pairs.extend((0..new.len()).filter(|&index| !taken[index]).map(|index| (None, Some(index))));
    pairs
}

/// What a list's item is known by: its reference, its name, its title or its address.
fn identity(item: &Value) -> Option<(&str, &str)> {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    text("$ref")
        .map(|target| ("$ref", target))
        .or_else(|| Some((text("in")?, text("name")?)))
        .or_else(|| Some(("name", text("name")?)))
        .or_else(|| Some(("title", text("title")?)))
        .or_else(|| Some(("url", text("url")?)))
}
