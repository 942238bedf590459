using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Phases;

/// <summary>What a study of phases found.</summary>
public sealed record PhaseResults(RunRecord Run, IReadOnlyList<string> Phases, int Scenes, IReadOnlyList<PhaseGroup> Groups)
{
    /// <param name="phases">Names of the phases.</param>
    /// <param name="wishes">Of each phase its wishes, as rows number them.</param>
    public static PhaseResults Of(
        IReadOnlyList<PhaseRow> rows, IReadOnlyList<string> phases, IReadOnlyList<IReadOnlyList<WishCase>> wishes, RunRecord run)
    {
        var groups = rows[0].Trials.Select((trial, g) => new PhaseGroup(trial.Group,
            [.. phases.Select((_, p) => Part(g, p)), Figures(PhaseFigures.Whole, g, phases.Count, [.. rows.Select(r => Whole(r, g))])]));
        return new(run, phases, rows.Count, [.. groups]);

        PhaseFigures Part(int g, int p) => Figures(phases[p], g, p, [.. rows.Select(row => (Came(row, g, row.Base, p), Came(row, g, row.Trials[g].Steps, p)))]);

        bool? Came(PhaseRow row, int g, PhaseStep[] steps, int p) =>
            p < steps.Length ? steps[p].Fulfills(wishes[p][row.Trials[g].Wishes[p]]) : null;

        (bool?, bool?) Whole(PhaseRow row, int g) => (All(row, g, row.Base), All(row, g, row.Trials[g].Steps));

        bool All(PhaseRow row, int g, PhaseStep[] steps) => Enumerable.Range(0, phases.Count).All(p => Came(row, g, steps, p) == true);
    }

    /// <param name="came">Per scene whether it came true by the base policies and steered; null where the phase was not reached.</param>
    private static PhaseFigures Figures(string name, int group, int part, IReadOnlyList<(bool? Base, bool? Steered)> came)
    {
        var both = came.Where(c => c.Base is not null && c.Steered is not null).ToArray();
        bool[] first = [.. both.Select(c => c.Base!.Value)], steered = [.. both.Select(c => c.Steered!.Value)];
        return new(
            name, WilsonInterval.Of([.. came.Select(c => c.Base).OfType<bool>()]), WilsonInterval.Of([.. came.Select(c => c.Steered).OfType<bool>()]),
            both.Length == 0 ? null : Bootstrap.PairedDifference(steered, first, new SeedStreams(0).Stream("gain", group).Child("part", part)),
            McNemarTest.Of(steered, first));
    }
}
