using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>Whole simulated episodes of a task of several phases, each through the whole loop with models and a wish of its own.</summary>
/// <param name="phases">Configuration of each phase.</param>
/// <param name="models">Packages of each phase; the caller disposes them.</param>
/// <param name="answers">Answers the question of a decision, or does not.</param>
internal sealed class PhasedEpisode(
    Session session, IReadOnlyList<ResolvedConfig> phases, IReadOnlyList<SteeringModels> models, IDecisionLog log, SeedStreams seeds,
    Func<Decision, string?> answers) : IDisposable
{
    private readonly TaskEpisode[] _phases =
    [
        .. phases.Select((p, i) => new TaskEpisode(
            p, models[i], log, seeds, session.Time, asking: AskingRule.Of(session.Home, p.Get<AskingOptions>(), models[i], seeds), answers: answers)),
    ];

    /// <param name="wishes">One for each phase.</param>
    /// <returns>Of the phases that were reached: one begins when the one before came true, by any mode.</returns>
    public async Task<IReadOnlyList<TaskEpisodeOutcome>> RunAsync(IReadOnlyList<string> wishes, CancellationToken cancel, long scene)
    {
        var outcomes = new List<TaskEpisodeOutcome>();
        for (int p = 0; p < _phases.Length && (p == 0 || _phases[p - 1].Succeeded); p++)
            outcomes.Add(await _phases[p].RunAsync(wishes[p], null, cancel, scene, p == 0 ? null : _phases[p - 1]));
        return outcomes;
    }

    public void Dispose()
    {
        foreach (var phase in _phases) phase.Dispose();
    }
}
