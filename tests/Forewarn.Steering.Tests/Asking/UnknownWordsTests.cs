using CsCheck;
using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests.Asking;

/// <summary>Wishes with words that the reader does not know: asked about, never scored, decided by the answer.</summary>
public sealed class UnknownWordsTests
{
    private static readonly string[] s_known = ["lift", "mug", "the", "by", "handle", "rim", "body", "slowly", "fast", "not"];

    private static readonly string[] s_texts =
        [.. from part in new[] { "handle", "left rim", "right rim", "body" } from speed in new[] { "slowly", "fast" } select $"lifts the mug by the {part}, {speed}."];

    /// <summary>Over any plans, guards, thresholds and wishes: no plan without an answer, and after it one that says it.</summary>
    [Fact]
    public Task No_such_wish_is_carried_out_without_an_answer_and_the_answer_decides() =>
        Gen.Select(Gen.Int[0, s_texts.Length - 1].Array[1, 6], Gen.Bool.Array[6], Gen.Bool, Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.Int[0, 5], Gen.ULong)
            .SampleAsync(async t =>
            {
                var (plans, safe, isCalibrated, word, pick, seed) = t;
                var reader = new StrictReader();
                var chooser = Chooser(reader, isCalibrated ? new(0.1, 0.2, 100, 0.1) : null);
                string wish = $"lift the zz{word} by the handle";
                string[] texts = [.. plans.Select(p => s_texts[p])];
                GuardReport guard = Guard([.. texts.Select((_, k) => safe[k])]);
                Assert.True(chooser.IsOpen(wish));
                var verdict = await chooser.ChooseAsync(wish, Narrations(texts), guard, default);
                if (!guard.AnySafe)
                {
                    Assert.IsType<NoneSuitableVerdict>(verdict);
                    return;
                }
                var ask = Assert.IsType<AskVerdict>(verdict);
                Assert.Contains($"'zz{word.ToLowerInvariant()}'", ask.Question);
                Assert.All(ask.Scores[..^1], s => Assert.Equal(0, s));
                Assert.IsType<AskVerdict>(await chooser.ChooseAsync(wish, Narrations(texts), guard, default));
                string phrase = ask.Answers[pick % (ask.Answers.Count - 1)];
                Assert.True(chooser.TryAnswer(wish, ((pick % (ask.Answers.Count - 1)) + 1).ToString()));
                Assert.False(chooser.IsOpen(wish));
                // Drawn again, in another order.
                int[] order = [.. Enumerable.Range(0, texts.Length).OrderBy(k => new SeedStream(seed + (ulong)k).NextDouble())];
                string[] again = [.. order.Select(k => texts[k])];
                var execute = Assert.IsType<ExecuteVerdict>(
                    await chooser.ChooseAsync(wish, Narrations(again), Guard([.. order.Select(k => safe[k])]), default));
                Assert.True(ClarifyingQuestion.Says(again[execute.Mode], phrase), $"{again[execute.Mode]} after {phrase}");
                Assert.True(safe[order[execute.Mode]]);
                Assert.Equal(1, execute.Scores.Sum(), 1e-9);
                Assert.Equal(0, reader.Calls);
            }, iter: 200, threads: 1);

    [Fact]
    public async Task Of_plans_that_say_the_answer_one_that_says_most_of_it_is_taken()
    {
        var chooser = Chooser(new StrictReader());
        string[] texts = ["lifts the mug by the handle, slowly.", "lifts the mug by the body, slowly.", "lifts the mug by the handle, fast."];
        await chooser.ChooseAsync("chug it", Narrations(texts), Guard([true, true, true]), default);
        Assert.True(chooser.TryAnswer("chug it", "by the handle, and fast"));
        Assert.Equal(2, Assert.IsType<ExecuteVerdict>(await chooser.ChooseAsync("chug it", Narrations(texts), Guard([true, true, true]), default)).Mode);
    }

    [Fact]
    public async Task The_wish_in_known_words_is_an_answer_and_is_read()
    {
        var reader = new StrictReader();
        var chooser = Chooser(reader);
        string[] texts = [s_texts[0], s_texts[2], s_texts[4]];
        await chooser.ChooseAsync("chug it", Narrations(texts), Guard([true, true, true]), default);
        Assert.False(chooser.TryAnswer("chug it", "chug it again"));
        Assert.True(chooser.TryAnswer("chug it", "lift the mug by the rim"));
        Assert.False(chooser.IsOpen("chug it"));
        var execute = Assert.IsType<ExecuteVerdict>(await chooser.ChooseAsync("chug it", Narrations(texts), Guard([true, true, true]), default));
        Assert.Equal((1, "lift the mug by the rim", "read as 'lift the mug by the rim'"), (execute.Mode, reader.LastWish, execute.Notice));
    }

    /// <summary>Only where words were asked about: elsewhere another wish is another wish.</summary>
    [Fact]
    public async Task A_wish_in_known_words_answers_no_question_about_a_readable_one()
    {
        var chooser = Chooser(new StrictReader(), new(0.1, 0.2, 100));
        string[] texts = [s_texts[0], s_texts[2], s_texts[4]];
        Assert.IsType<AskVerdict>(await chooser.ChooseAsync("lift the mug", Narrations(texts), Guard([true, true, true]), default));
        Assert.False(chooser.TryAnswer("lift the mug", "slowly"));
    }

    [Fact]
    public async Task A_single_option_is_confirmed()
    {
        var chooser = Chooser(new StrictReader());
        var ask = Assert.IsType<AskVerdict>(await chooser.ChooseAsync("chug it", Narrations([s_texts[0]]), Guard([true]), default));
        Assert.EndsWith("is that what you mean?", ask.Question);
        Assert.True(chooser.TryAnswer("chug it", "yes"));
        Assert.Equal(0, Assert.IsType<ExecuteVerdict>(await chooser.ChooseAsync("chug it", Narrations([s_texts[0]]), Guard([true]), default)).Mode);
    }

    /// <summary>Whatever fails, no rung of the ladder carries out a wish that nobody explained; and with nothing failing it asks.</summary>
    [Fact]
    public Task No_rung_guesses_when_models_fail() => Gen.Select(Gen.Enum<Fault>().Array[5], Gen.ULong).SampleAsync(async t =>
    {
        var (faults, seed) = t;
        using var rig = new Rig(o => o with { BreakerPauseMs = 500, ExecutesBestWhenNoneSuits = true }, seed: seed);
        await rig.Decide("grasp two");
        (rig.Proposer, rig.WorldModel, rig.Classifier, rig.Narrator, rig.Reader) = (faults[0], faults[1], faults[2], faults[3], faults[4]);
        Decision decision = await rig.Decide("grasp frobnicate two", 1);
        Assert.Equal(-1, decision.Chosen);
        if (faults[..4].All(f => f == Fault.None)) Assert.Contains("'frobnicate'", decision.Question);
    }, iter: 60, threads: 1);

    [Fact]
    public async Task The_loop_asks_and_the_answer_is_carried_out()
    {
        using var rig = new Rig();
        Decision asked = await rig.Decide("frobnicate");
        Assert.Equal((Rung.Hold, -1), (asked.Rung, asked.Chosen));
        Assert.StartsWith("I do not know the word 'frobnicate'", asked.Question);
        Assert.True(((IClarifiable)rig.Parts.Verifier!).TryAnswer("frobnicate", asked.Answers![0]));
        Decision done = await rig.Decide("frobnicate", 1);
        Assert.Equal(Rung.Steered, done.Rung);
        Assert.Contains($"answered '{asked.Answers[0]}'", done.Reason);
        Assert.True(ClarifyingQuestion.Says(done.Narrations[done.Chosen].Text, asked.Answers[0]));
    }

    [Fact]
    public async Task Where_no_plan_does_what_was_answered_not_even_the_best_is_executed()
    {
        using var rig = new Rig(o => o with { ExecutesBestWhenNoneSuits = true });
        Decision asked = await rig.Decide("frobnicate");
        Assert.True(((IClarifiable)rig.Parts.Verifier!).TryAnswer("frobnicate", asked.Answers![0]));
        int place = Rig.Words.ToList().FindIndex(w => asked.Answers[0].EndsWith(w, StringComparison.Ordinal));
        rig.Mix = [.. Enumerable.Range(0, 6).Select(i => i == place ? 0 : 0.2)];
        Decision held = await rig.Decide("frobnicate", 1);
        Assert.Equal((Rung.Hold, -1), (held.Rung, held.Chosen));
    }

    private static PlanChooser Chooser(IWishReader reader, ConformalThreshold? threshold = null) =>
        new(new NoNarrator(), reader, new(), new FakeTimeProvider(), threshold);

    private static Narration[] Narrations(string[] texts) => [.. texts.Select((t, k) => new Narration(k, t, -1 - 0.1 * k))];

    private static GuardReport Guard(bool[] safe) => new([.. safe.Select(s => new GuardFinding(s, s ? "" : "unsafe"))]);

    /// <summary>Reads wishes of known words alone and likes options that share them; a wish that it does not know it may not even be shown.</summary>
    private sealed class StrictReader : IWishReader
    {
        public int Calls { get; private set; }

        public string LastWish { get; private set; } = "";

        public IReadOnlyList<UnknownWord> Unknown(string wish) =>
            [.. PlainWords.Of(wish).Where(w => !s_known.Contains(w)).Select(w => new UnknownWord(w, []))];

        public ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
        {
            if (Unknown(wish).Count > 0) throw new InvalidOperationException($"was shown '{wish}'");
            (Calls, LastWish) = (Calls + 1, wish);
            double[] row = [.. options.Select(o => PlainWords.Of(o).Intersect(PlainWords.Of(wish)).Count() * 3.0), 0];
            return new([.. orders.Select(_ => row)]);
        }
    }

    private sealed class NoNarrator : INarrator
    {
        public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) => throw new NotSupportedException();
    }
}
