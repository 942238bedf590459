using CsCheck;
using Forewarn.Core;
using Forewarn.Steering;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>Words that a real verifier was not trained on, put into wishes that it knows: nothing is done about them unasked.</summary>
public sealed class UnknownWishTests(PackagedVerifier verifier) : IClassFixture<PackagedVerifier>
{
    private static readonly string[] s_texts =
    [
        "lifts the mug by the handle, slowly, upright.", "lifts the mug by the left rim, fast, tilted.", "lifts the mug by the body, slowly, upright.",
        "touches the mug but it slips away.",
    ];

    [Fact]
    public void No_wish_with_such_a_word_is_carried_out_before_it_is_answered()
    {
        using var reader = new WishReader(verifier.Model);
        using var narrator = new LatentNarrator(verifier.Model);
        string[] known = [.. verifier.Model.Package.Texts("lexicon")];
        Gen.Select(
            Gen.Int[0, known.Length - 1].Array[1, 8], Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz"], 2, 12], Gen.Int[0, 8],
            Gen.Bool.Array[s_texts.Length], Gen.Bool, Gen.Int[0, 3])
            .Where(t => !known.Contains(t.Item2) && t.Item4.Any(s => s))
            .Sample(t =>
            {
                var (words, word, place, safe, isCalibrated, pick) = t;
                List<string> said = [.. words.Select(w => known[w])];
                said.Insert(Math.Min(place, said.Count), word);
                string wish = string.Join(' ', said);
                var chooser = new PlanChooser(narrator, reader, new(), TimeProvider.System, isCalibrated ? new(0.1, 0.2, 100, 0.05) : null);
                Narration[] narrations = [.. s_texts.Select((text, k) => new Narration(k, text, -1))];
                var guard = new GuardReport([.. safe.Select(s => new GuardFinding(s, s ? "" : "unsafe"))]);
                Verdict Choose() => chooser.ChooseAsync(wish, narrations, guard, default).AsTask().GetAwaiter().GetResult();

                var ask = Assert.IsType<AskVerdict>(Choose());
                Assert.Contains($"I do not know the word '{word}'", ask.Question);
                Assert.IsType<AskVerdict>(Choose());
                string phrase = ask.Answers[pick % (ask.Answers.Count - 1)];
                Assert.True(chooser.TryAnswer(wish, phrase));
                var execute = Assert.IsType<ExecuteVerdict>(Choose());
                Assert.True(safe[execute.Mode] && ClarifyingQuestion.Says(s_texts[execute.Mode], phrase), $"{s_texts[execute.Mode]} after '{phrase}'");
            }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task What_the_verifier_itself_narrates_is_offered_and_a_wish_in_its_words_answers()
    {
        using var reader = new WishReader(verifier.Model);
        using var narrator = new LatentNarrator(verifier.Model);
        var chooser = new PlanChooser(narrator, reader, new() { ExecuteThreshold = 0 }, TimeProvider.System);
        var rollout = PackagedVerifier.Rollout(3, 4);
        var guard = new GuardReport([.. Enumerable.Repeat(new GuardFinding(true, ""), 3)]);
        var ask = Assert.IsType<AskVerdict>(await chooser.VerifyAsync("grab the mug by the doohickey", rollout, guard, default));
        Assert.Equal(3, ask.Narrations.Count);
        Assert.True(ask.Answers.Count >= 2);
        Assert.True(chooser.TryAnswer("grab the mug by the doohickey", "do not touch the rim"));
        Assert.False(chooser.IsOpen("grab the mug by the doohickey"));
        Assert.IsNotType<AskVerdict>(await chooser.VerifyAsync("grab the mug by the doohickey", rollout, guard, default));
        Assert.Equal("read as 'do not touch the rim'", (await chooser.VerifyAsync("grab the mug by the doohickey", rollout, guard, default)).Notice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    public async Task A_wish_without_words_stays_the_callers_error(string wish)
    {
        using var reader = new WishReader(verifier.Model);
        using var narrator = new LatentNarrator(verifier.Model);
        var chooser = new PlanChooser(narrator, reader, new(), TimeProvider.System);
        var guard = new GuardReport([.. Enumerable.Repeat(new GuardFinding(true, ""), 2)]);
        var error = await Assert.ThrowsAsync<ForewarnException>(async () => await chooser.VerifyAsync(wish, PackagedVerifier.Rollout(2, 5), guard, default));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => chooser.IsOpen(new string('a', 1001))).ExitCode);
    }
}
