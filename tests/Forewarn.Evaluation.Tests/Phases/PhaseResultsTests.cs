using Forewarn.Evaluation.Phases;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Tests.Phases;

/// <summary>Figures of phases against counts done by hand.</summary>
public sealed class PhaseResultsTests
{
    private static readonly string[] Names = ["pick", "place"];

    private static readonly WishCase[][] Wishes =
    [
        [new("by the handle", ["handle"], [], "trained"), new("by the neck", ["neck"], [], "trained")],
        [new("on the left", ["left"], [], "trained")],
    ];

    [Fact]
    public void A_phase_counts_who_reached_it_and_the_whole_counts_every_scene()
    {
        var results = Of(
            Row(["handle", "left"], 0, ["handle", "left"]),
            Row(["neck", "left"], 0, ["handle", "left"]),
            Row(["-drop"], 0, ["handle", "right"]),
            Row(["neck", "right"], 1, ["handle", "left"]),
            Row(["-drop"], 1, ["neck", "-tip"]),
            Row(["handle", "left"], 0, [null]));
        var parts = Assert.Single(results.Groups).Parts;
        Assert.Equal(["pick", "place", PhaseFigures.Whole], parts.Select(p => p.Part));

        // Pick: base fulfills its wish in scenes 1, 4 and 6, steered in 1, 2, 3 and 5; nothing was done in 6.
        Assert.Equal((3.0 / 6, 4.0 / 6, 6, 6), (parts[0].Base.Value, parts[0].Steered.Value, parts[0].Base.Count, parts[0].Steered.Count));
        Assert.Equal((3, 2), (parts[0].Test.OnlyFirst, parts[0].Test.OnlySecond));

        // Place: base was there in 1, 2, 4 and 6 and right in three; steered in 1 to 5 and right in three. Both: 1, 2 and 4.
        Assert.Equal((3.0 / 4, 3.0 / 5, 4, 5), (parts[1].Base.Value, parts[1].Steered.Value, parts[1].Base.Count, parts[1].Steered.Count));
        Assert.Equal(3, parts[1].Gain!.Count);
        Assert.Equal((1, 0), (parts[1].Test.OnlyFirst, parts[1].Test.OnlySecond));

        // Whole: base in 1 and 6, steered in 1 and 2. Scene 4 put the fork right, but picked it otherwise than wished.
        Assert.Equal((2.0 / 6, 2.0 / 6, 6), (parts[2].Base.Value, parts[2].Steered.Value, parts[2].Steered.Count));
        Assert.Equal((1, 1), (parts[2].Test.OnlyFirst, parts[2].Test.OnlySecond));
    }

    [Fact]
    public void A_phase_that_nobody_reached_has_no_gain()
    {
        var place = Of(Row(["-drop"], 0, ["-drop"])).Groups[0].Parts[1];
        Assert.Null(place.Gain);
        Assert.Equal((0, 0, 1.0), (place.Base.Count, place.Steered.Count, place.Test.PValue));
    }

    private static PhaseResults Of(params PhaseRow[] rows) =>
        PhaseResults.Of(rows, Names, Wishes, RunRecord.Now("a test", [1], rows.Length, new Dictionary<string, string>(), TimeProvider.System));

    private static PhaseRow Row(string?[] first, int wish, string?[] steered) => new(1, 0, Steps(first), [new("trained", [wish, 0], Steps(steered))]);

    /// <summary>Modes that were done; a dash marks a failure, null that nothing was done.</summary>
    private static PhaseStep[] Steps(string?[] modes) => [.. modes.Select(m =>
        new PhaseStep(m is null ? null : new(m.TrimStart('-'), m.TrimStart('-')), m is not null && !m.StartsWith('-')))];
}
