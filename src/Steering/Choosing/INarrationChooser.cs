using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>The text half of a verifier: chooses among narrations that exist already.</summary>
public interface INarrationChooser
{
    /// <param name="narrations">One per mode, <c>[K]</c>.</param>
    /// <param name="guard">Modes that are not safe are not shown and score 0.</param>
    /// <exception cref="ForewarnException">The wish cannot be read.</exception>
    ValueTask<Verdict> ChooseAsync(
        string wish, IReadOnlyList<Narration> narrations, GuardReport guard, CancellationToken deadline);
}
