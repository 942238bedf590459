using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Steering;

/// <summary>
/// Asks the text half again under changed conditions: single presentation orders, only unfit plans, an empty wish. The
/// rules of choosing are those of <see cref="PlanChooser"/>.
/// </summary>
public sealed class ChoiceControls
{
    private readonly PlanChooser _averaged, _single;

    /// <param name="narrator">Only handed on; nothing is narrated anew.</param>
    public ChoiceControls(INarrator narrator, IWishReader reader, SteeringOptions options, TimeProvider time)
    {
        var remembering = new RememberingReader(reader);
        _averaged = new(narrator, remembering, options, time);
        _single = new(narrator, remembering, options with { Permutations = 1 }, time);
    }

    /// <param name="randomOrders">Orders drawn per wish, beside all cyclic ones.</param>
    public ControlsRow Of(
        Candidates modes, IReadOnlyList<WishCase> wishes, int randomOrders, SeedStream seed, CancellationToken cancel)
    {
        var said = modes.Narrations(NarrationSource.Imagined);
        int[] safe = [.. Enumerable.Range(0, modes.Count).Where(k => modes.Guard.Findings[k].Safe)];
        return new(EmptyWish(said, safe, cancel),
            [.. wishes.Select((wish, w) => Of(w, wish, modes, said, safe, randomOrders, seed.Child("orders", w), cancel))]);
    }

    private WishControlRow Of(
        int index, WishCase wish, Candidates modes, IReadOnlyList<Narration> said, int[] safe, int randomOrders,
        SeedStream seed, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (safe.Length == 0) return new(index, null, null, []);
        try
        {
            int[] unfit = wish.Accept.Length == 0 ? [] : [.. safe.Where(k => !wish.Fulfilled(modes.Truth[k]))];
            var all = Choose(_averaged, wish.Text, said, safe, cancel);
            return new(index, all, unfit.Length == 0 ? null : Choose(_averaged, wish.Text, said, unfit, cancel),
                Orders(wish.Text, said, safe, randomOrders, seed, cancel));
        }
        catch (ForewarnException e)
        {
            return new(index, null, null, [], e.Message);
        }
    }

    private List<OrderTrial> Orders(
        string wish, IReadOnlyList<Narration> said, int[] safe, int randomOrders, SeedStream seed, CancellationToken cancel)
    {
        string[] lines = [.. safe.Select(k => said[k].Text).Distinct(StringComparer.Ordinal)];
        var trials = new List<OrderTrial>();
        if (lines.Length < 2) return trials;
        for (int i = 0; i < lines.Length + randomOrders; i++)
        {
            bool cyclic = i < lines.Length;
            int[] order = [.. Enumerable.Range(0, lines.Length).Select(slot => cyclic ? (slot + i) % lines.Length : slot)];
            if (!cyclic) seed.Shuffle(order.AsSpan());
            int[] shown = [.. order.SelectMany(l => safe.Where(k => said[k].Text == lines[l]))];
            var choice = Choose(_single, wish, said, shown, cancel);
            int slot = choice.Index < 0 ? -1 : Array.FindIndex(order, l => lines[l] == said[choice.Index].Text);
            trials.Add(new(cyclic, choice.Kind, choice.Index, slot, lines.Length));
        }
        return trials;
    }

    private string? EmptyWish(IReadOnlyList<Narration> said, int[] safe, CancellationToken cancel)
    {
        if (safe.Length == 0) return null;
        try
        {
            Choose(_averaged, "", said, safe, cancel);
            return null;
        }
        catch (ForewarnException e)
        {
            return e.Message;
        }
    }

    /// <summary>A choice among some modes, shown in the given order.</summary>
    private static ChoiceTrial Choose(
        PlanChooser chooser, string wish, IReadOnlyList<Narration> said, int[] shown, CancellationToken cancel)
    {
        var offered = shown.Select((k, i) => said[k] with { Mode = i }).ToArray();
        var guard = new GuardReport([.. shown.Select(_ => new GuardFinding(true, ""))]);
        var verdict = chooser.ChooseAsync(wish, offered, guard, cancel).AsTask().GetAwaiter().GetResult();
        var choice = SelectorChoice.Of(verdict, CandidateSet.Modes);
        return new(choice.Kind, choice.Index < 0 ? -1 : shown[choice.Index], verdict.Scores[^1]);
    }
}
