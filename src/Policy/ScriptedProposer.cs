using Forewarn.Core;

namespace Forewarn.Policy;

/// <summary>
/// Proposes plans from a script instead of a network: drills, demonstrations and tests of everything behind the policy.
/// </summary>
/// <param name="spec">Representation of the script's plans.</param>
/// <param name="script">Writes one plan <c>[T, A]</c> for an observation; it is called once per plan, each with a stream
/// of its own, so that a plan depends on the seed and its index only.</param>
public sealed class ScriptedProposer(ActionSpec spec, Func<Observation, SeedStream, ActionChunk> script) : IActionProposer
{
    public ActionSpec Spec => spec;

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The count is below 1, or a plan has another form than the first.</exception>
    public ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        if (count < 1) throw ForewarnException.Of("proposals", $"{count}", "1 or more", "Ask for at least one plan.");
        float[]? values = null;
        int size = 0;
        for (int i = 0; i < count; i++)
        {
            deadline.ThrowIfCancellationRequested();
            var plan = script(history.Latest, seed.Child("plan", i));
            if (!plan.Spec.Matches(spec))
                throw ForewarnException.Of($"scripted plan {i}", Text(plan.Spec), Text(spec), "Correct the script.");
            if (values is null) (size, values) = (plan.Values.Length, new float[count * plan.Values.Length]);
            if (plan.Values.Length != size)
                throw ForewarnException.Of($"scripted plan {i}", $"{plan.Steps} rows", $"{size / spec.Width}",
                    "Every plan of one decision has the same length.");
            plan.Values.CopyTo(values, i * size);
        }
        return ValueTask.FromResult(new ActionProposals(values!, count, spec));
    }

    internal static string Text(ActionSpec spec) =>
        $"{spec.Representation} {spec.Frame} {spec.RateHz} Hz [{string.Join(", ", spec.Names)}]";
}
