using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests.Asking;

/// <summary>A chooser under a threshold of 0.2: one option executes, several ask, none resamples.</summary>
public sealed class AskingChooserTests
{
    private static readonly string[] s_texts = ["lifts it by the handle, slowly", "lifts it by the rim, slowly", "lifts it by the body, slowly"];

    [Fact]
    public async Task One_option_left_is_executed() => Assert.Equal(1, Assert.IsType<ExecuteVerdict>(await Chooser(0.1, 0.8, 0.05, 0.05).Choose()).Mode);

    [Fact]
    public async Task Several_are_asked_about_the_most_probable_first()
    {
        var ask = Assert.IsType<AskVerdict>(await Chooser(0.3, 0.45, 0.2, 0.05).Choose());
        Assert.Equal("By the rim, by the handle, by the body, or something else?", ask.Question);
        Assert.Equal(["by the rim", "by the handle", "by the body", "something else"], ask.Answers);
    }

    [Fact]
    public async Task One_beside_none_of_these_is_confirmed()
    {
        var ask = Assert.IsType<AskVerdict>(await Chooser(0.05, 0.55, 0.05, 0.35).Choose());
        Assert.Equal("It lifts it by the rim, slowly: is that what you mean?", ask.Question);
    }

    [Theory]
    [InlineData(0.2, new[] { "by the rim", "by the handle" })]
    [InlineData(0.1, new[] { "by the rim", "by the handle", "by the body" })]
    public async Task A_question_offers_what_is_within_reach_too(double leastOffered, string[] offered)
    {
        var ask = Assert.IsType<AskVerdict>(await Chooser(0.3, 0.45, 0.12, 0.13, leastOffered: leastOffered).Choose());
        Assert.Equal([.. offered, "something else"], ask.Answers);
        // Reach widens questions and makes none.
        Assert.IsType<ExecuteVerdict>(await Chooser(0.19, 0.62, 0.12, 0.07, leastOffered: leastOffered).Choose());
    }

    [Fact]
    public async Task Something_else_is_asked_about_what_was_not_offered()
    {
        var rig = Chooser(0.3, 0.45, 0.05, 0.2);
        await rig.Choose();
        Assert.True(rig.PlanChooser.TryAnswer("wish", "something else"));
        var ask = Assert.IsType<AskVerdict>(await rig.Choose());
        Assert.Equal("It lifts it by the body, slowly: is that what you mean?", ask.Question);
        Assert.True(rig.PlanChooser.TryAnswer("wish", "yes"));
        var chosen = Assert.IsType<ExecuteVerdict>(await rig.Choose());
        Assert.Equal((2, "answered 'lifts it by the body, slowly'"), (chosen.Mode, chosen.Notice));
    }

    /// <summary>Plans are drawn again twice; then the wish is asked about anew instead of never again.</summary>
    [Fact]
    public async Task Where_there_is_nothing_else_plans_are_drawn_again_and_then_the_question_returns()
    {
        var rig = Chooser(0.3, 0.45, 0.2, 0.05);
        await rig.Choose();
        Assert.True(rig.PlanChooser.TryAnswer("wish", "none of these"));
        for (int round = 0; round < new SteeringOptions().MaxAttempts; round++) Assert.True(Assert.IsType<NoneSuitableVerdict>(await rig.Choose()).IsAnswered);
        Assert.IsType<AskVerdict>(await rig.Choose());
    }

    [Fact]
    public async Task None_left_is_none_suitable() => Assert.IsType<NoneSuitableVerdict>(await Chooser(0.05, 0.05, 0.1, 0.8).Choose());

    [Fact]
    public async Task An_answer_is_kept_to_in_the_next_decision()
    {
        var rig = Chooser(0.3, 0.45, 0.2, 0.05);
        await rig.Choose();
        Assert.True(rig.PlanChooser.TryAnswer("wish", "the body please"));
        Assert.Equal(2, Assert.IsType<ExecuteVerdict>(await rig.Choose()).Mode);
        Assert.Equal(["lifts it by the body, slowly"], rig.Reader.Shown);
    }

    [Fact]
    public async Task Where_no_plan_does_what_was_answered_none_is_suitable()
    {
        var rig = Chooser(0.3, 0.45, 0.2, 0.05);
        await rig.Choose();
        Assert.True(rig.PlanChooser.TryAnswer("wish", "3"));
        Assert.IsType<NoneSuitableVerdict>(await rig.Choose(s_texts[..2]));
    }

    [Theory]
    [InlineData("wish", "by the ear")]
    [InlineData("another wish", "the body")]
    public async Task What_names_no_option_or_answers_no_question_is_no_answer(string wish, string answer)
    {
        var rig = Chooser(0.3, 0.45, 0.2, 0.05);
        await rig.Choose();
        Assert.False(rig.PlanChooser.TryAnswer(wish, answer));
        Assert.IsType<AskVerdict>(await rig.Choose());
    }

    [Fact]
    public async Task Drift_is_said_with_the_verdict()
    {
        var watch = new CalibrationWatch([.. Enumerable.Range(0, 100).Select(i => 0.2 + 0.001 * i)], 0.01, new SeedStreams(1).Stream("ties"));
        var rig = Chooser(0.05, 0.85, 0.05, 0.05, watch);
        Assert.Null((await rig.Choose()).Notice);
        for (int i = 0; i < 30; i++) await rig.Choose();
        Assert.Equal(CalibrationWatch.Notice, (await rig.Choose()).Notice);
    }

    private static Rig Chooser(double handle, double rim, double body, double none, CalibrationWatch? watch = null, double leastOffered = 0.2)
    {
        var reader = new FixedReader(new() { [s_texts[0]] = handle, [s_texts[1]] = rim, [s_texts[2]] = body }, none);
        return new(new(new NoNarrator(), reader, new(), new FakeTimeProvider(), new(0.1, 0.2, 100, leastOffered), watch), reader);
    }

    private sealed record Rig(PlanChooser PlanChooser, FixedReader Reader)
    {
        public ValueTask<Verdict> Choose(string[]? texts = null)
        {
            texts ??= s_texts;
            return PlanChooser.ChooseAsync("wish", [.. texts.Select((t, k) => new Narration(k, t, -1))],
                new([.. texts.Select(_ => new GuardFinding(true, ""))]), default);
        }
    }

    private sealed class FixedReader(Dictionary<string, double> chances, double none) : IWishReader
    {
        public IReadOnlyList<string> Shown { get; private set; } = [];

        public ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
        {
            Shown = options;
            double[] row = [.. options.Select(o => Math.Log(chances[o])), Math.Log(none)];
            return new([.. orders.Select(_ => row)]);
        }
    }

    private sealed class NoNarrator : INarrator
    {
        public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) => throw new NotSupportedException();
    }
}
