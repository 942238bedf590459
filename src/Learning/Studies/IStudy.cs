using Forewarn.Core;

namespace Forewarn.Learning.Studies;

/// <summary>
/// One claim about learning, tried where the right answer is known; <c>forewarn diagnose study NAME</c> runs it.
/// </summary>
public interface IStudy
{
    /// <summary>As typed on the command line, for example <c>bandit</c>.</summary>
    string Name { get; }

    /// <summary>The claim in one line.</summary>
    string Summary { get; }

    /// <summary>How many seeds the committed result has.</summary>
    int DefaultSeeds { get; }

    /// <param name="seeds">
    /// Root seeds of the reported runs, at least two. Learning rates and the like are chosen on streams that no reported run reads.
    /// </param>
    /// <param name="progress">Told (done, wanted) as the work goes on.</param>
    /// <exception cref="ForewarnException">Fewer than two seeds.</exception>
    StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default);
}
