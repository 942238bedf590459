using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Verifier;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class BaselinePackageTests(PackagedBaselines baselines, PackagedVerifier verifier)
    : IClassFixture<PackagedBaselines>, IClassFixture<PackagedVerifier>
{
    private const string Wish = "use the handle";

    private static readonly LatentState Present = new([0.3f, -0.1f, 1, 0.5f, -2]);

    [Fact]
    public void A_plan_in_words_is_fewer_than_a_hundred_tokens_of_one_digit_or_space_each()
    {
        var words = baselines.Actions.Vocabulary;
        for (ulong seed = 0; seed < 20; seed++)
        {
            string text = ArmPlanText.Form.Write(PackagedBaselines.Plans(1, seed).Plan(0));
            var ids = words.Encode(text);
            Assert.Equal(99, ids.Count);
            Assert.Equal(text, words.Decode(ids));
            Assert.Equal(ids, baselines.ActionsModel.Tokenizer.Encode(text));
        }
    }

    [Fact]
    public async Task Narrations_from_plans_in_words_equal_greedy_decoding_in_torch()
    {
        var plans = PackagedBaselines.Plans(4, 2);
        using var narrator = new PlanTextNarrator(baselines.ActionsModel);
        var got = await narrator.NarrateAsync(Present, plans, default);
        Assert.Equal([0, 1, 2, 3], got.Select(n => n.Mode));
        for (int k = 0; k < plans.Count; k++)
        {
            var (text, chance) = GreedyInTorch(Present, plans.Plan(k));
            Assert.Equal(text, got[k].Text);
            Assert.Equal(chance, got[k].LogProbability, 1e-4);
        }
        // A narration depends on its own plan only, and on the present.
        Assert.Equal(got[2].LogProbability, (await narrator.NarrateAsync(Present, plans.Select([2]), default)).Single().LogProbability, 1e-5);
        var elsewhere = await narrator.NarrateAsync(new LatentState([3, 3, -3, 3, 3]), plans, default);
        Assert.NotEqual(got[0].LogProbability, elsewhere[0].LogProbability, 1e-4);
        Assert.NotEqual(got[0].LogProbability, got[1].LogProbability, 1e-5);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(3, 6)]
    [InlineData(5, 2)]
    public async Task Letter_probabilities_from_latents_equal_torch_averaged_over_the_orders(int count, int orders)
    {
        var rollout = PackagedVerifier.Rollout(count, 7);
        using var chooser = new DirectChooser(baselines.ChoiceModel, orders);
        chooser.WarmUp(3);
        var verdict = await chooser.VerifyAsync("Use the handle!", rollout, Safe(count), default);
        var want = new double[count + 1];
        int shown = Math.Min(count, orders);
        for (int p = 0; p < shown; p++)
        {
            int[] order = [.. Enumerable.Range(0, count).Select(slot => (slot + p * count / shown) % count)];
            var row = LettersInTorch(rollout, order);
            for (int slot = 0; slot < count; slot++) want[order[slot]] += row[slot] / shown;
            want[^1] += row[^1] / shown;
        }
        for (int k = 0; k <= count; k++) Assert.Equal(want[k], verdict.Scores[k], 1e-5);
        Assert.Equal(1, verdict.Scores.Sum(), 1e-9);
        Assert.Empty(verdict.Narrations);
        if (verdict is ExecuteVerdict execute) Assert.Equal(Array.IndexOf(want, want[..^1].Max()), execute.Mode);
        else Assert.True(want[^1] > 0.5);
        // The cached wish and another one in between change nothing.
        _ = await chooser.VerifyAsync("avoid the rim", rollout, Safe(count), default);
        Assert.Equal(verdict.Scores, (await chooser.VerifyAsync(Wish, rollout, Safe(count), default)).Scores);
    }

    [Fact]
    public async Task A_plan_that_the_guard_refuses_is_as_if_it_were_not_there()
    {
        var rollout = PackagedVerifier.Rollout(3, 8);
        using var chooser = new DirectChooser(baselines.ChoiceModel);
        var guard = new GuardReport([new(true, ""), new(false, "too fast"), new(true, "")]);
        var verdict = await chooser.VerifyAsync(Wish, rollout, guard, default);
        int stride = rollout.Steps * rollout.Size;
        var others = rollout with { Values = [.. rollout.Mode(0), .. rollout.Mode(2)], Disagreement = new float[2 * rollout.Steps], Count = 2 };
        var alone = await chooser.VerifyAsync(Wish, others, Safe(2), default);
        Assert.Equal(stride * 2, others.Values.Length);
        Assert.Equal(0, verdict.Scores[1]);
        Assert.Equal([alone.Scores[0], 0, alone.Scores[1], alone.Scores[2]], verdict.Scores);
        var none = await chooser.VerifyAsync(Wish, rollout, new([.. Enumerable.Repeat(new GuardFinding(false, "no"), 3)]), default);
        Assert.IsType<NoneSuitableVerdict>(none);
        Assert.Equal([0, 0, 0, 1.0], none.Scores);
    }

    [Fact]
    public void A_package_of_another_form_is_refused_by_name()
    {
        void Refused(Func<object> make, string found, string wanted)
        {
            var error = Assert.Throws<ForewarnException>(make);
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.Contains($"found '{found}', wanted '{wanted}'", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal((PromptForm.Narration, PromptForm.Actions, PromptForm.Choice),
            (verifier.Model.Prompt, baselines.ActionsModel.Prompt, baselines.ChoiceModel.Prompt));
        Refused(() => new LatentNarrator(baselines.ActionsModel), "actions", "narration");
        Refused(() => new LatentNarrator(baselines.ChoiceModel), "choice", "narration");
        Refused(() => new PlanTextNarrator(verifier.Model), "narration", "actions");
        Refused(() => new PlanTextNarrator(baselines.ChoiceModel), "choice", "actions");
        Refused(() => new DirectChooser(verifier.Model), "narration", "choice");
        Refused(() => new DirectChooser(baselines.ActionsModel), "actions", "choice");
    }

    [Fact]
    public async Task Presents_and_plans_that_do_not_fit_are_refused()
    {
        using var narrator = new PlanTextNarrator(baselines.ActionsModel);
        var plans = PackagedBaselines.Plans(2, 3);
        Task<ForewarnException> Refused(LatentState present, ActionProposals proposals) =>
            Assert.ThrowsAsync<ForewarnException>(async () => await narrator.NarrateAsync(present, proposals, default));
        Assert.Contains("[Z=4]", (await Refused(new(new float[4]), plans)).Message, StringComparison.Ordinal);
        Assert.Contains("finite", (await Refused(new([0, 0, float.NaN, 0, 0]), plans)).Message, StringComparison.Ordinal);
        var shorter = new ActionProposals(new float[2 * 36 * 5], 2, ArmTask.PlanSpec);
        Assert.Contains("T=36", (await Refused(Present, shorter)).Message, StringComparison.Ordinal);
        var renamed = new ActionProposals(plans.Values, 2, ArmTask.PlanSpec with { Names = ["y_m", "x_m", "z_m", "yaw_rad", "width_m"] });
        Assert.Contains("y_m, x_m", (await Refused(Present, renamed)).Message, StringComparison.Ordinal);
        plans.Values[^1] = float.PositiveInfinity;
        Assert.Contains("row 39, width_m", (await Refused(Present, plans)).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await narrator.NarrateAsync(Present, PackagedBaselines.Plans(2, 3), default)).Count);
    }

    [Fact]
    public async Task Wishes_rollouts_and_guards_that_do_not_fit_are_refused()
    {
        using var chooser = new DirectChooser(baselines.ChoiceModel);
        var rollout = PackagedVerifier.Rollout(2, 4);
        Task<ForewarnException> Refused(string wish, LatentRollout latents, int findings) =>
            Assert.ThrowsAsync<ForewarnException>(async () => await chooser.VerifyAsync(wish, latents, Safe(findings), default));
        Assert.Contains("'teapot'", (await Refused("use the teapot", rollout, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("[K=1, H=4, Z=3]", (await Refused(Wish, new(new float[12], new float[4], 1, 4, 3), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("3 findings", (await Refused(Wish, rollout, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("at most 8", (await Refused(Wish, PackagedVerifier.Rollout(9, 4), 9)).Message, StringComparison.Ordinal);
        Assert.Contains("tokens", (await Refused(string.Join(' ', Enumerable.Repeat("use", 180)), rollout, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ForewarnException>(() => new DirectChooser(baselines.ChoiceModel, 0));
        Assert.Equal(3, (await chooser.VerifyAsync(Wish, rollout, Safe(2), default)).Scores.Length);
    }

    [Fact]
    public async Task A_passed_deadline_stops_both_and_leaves_them_usable()
    {
        using var narrator = new PlanTextNarrator(baselines.ActionsModel);
        using var chooser = new DirectChooser(baselines.ChoiceModel);
        using var passed = new CancellationTokenSource();
        await passed.CancelAsync();
        var (plans, rollout) = (PackagedBaselines.Plans(2, 5), PackagedVerifier.Rollout(2, 5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await narrator.NarrateAsync(Present, plans, passed.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chooser.VerifyAsync(Wish, rollout, Safe(2), passed.Token));
        Assert.Equal(2, (await narrator.NarrateAsync(Present, plans, default)).Count);
        Assert.Equal(1, (await chooser.VerifyAsync(Wish, rollout, Safe(2), default)).Scores.Sum(), 1e-9);
    }

    private static GuardReport Safe(int count) => new([.. Enumerable.Repeat(new GuardFinding(true, ""), count)]);

    private (string Text, double LogProbability) GreedyInTorch(LatentState present, ReadOnlySpan<float> plan)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var run = baselines.Actions;
        using var net = new DecoderNet(run.Parameters, run.Decoder);
        var form = run.Latents!;
        var standard = (tensor(present.Values, 1, 1, PackagedBaselines.Size) - tensor(form.Stats.Mean)) / tensor(form.Stats.Std);
        var latent = LatentProjector.Forward(run.Parameters, standard, 1);
        var words = run.Vocabulary.Encode(ArmPlanText.Form.Write(plan));
        var said = new List<int>();
        double sum = 0;
        while (said.Count < 24 && said.LastOrDefault(-1) != PromptTokens.End)
        {
            int[] behind = [.. words, PromptTokens.Narrate, .. said];
            var embeds = cat([Embed(net, [PromptTokens.Plan]), latent, Embed(net, behind)], 1);
            var scores = nn.functional.log_softmax(net.Logits(net.Forward(embeds)).select(1, -1).view(-1), 0);
            said.Add((int)scores.argmax().item<long>());
            sum += scores[said[^1]].item<float>();
        }
        return (run.Vocabulary.Decode(said).Trim(), sum / said.Count);
    }

    private double[] LettersInTorch(LatentRollout rollout, int[] order)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var run = baselines.Choice;
        using var net = new DecoderNet(run.Parameters, run.Decoder);
        var form = run.Latents!;
        var values = tensor(rollout.Values, rollout.Count, rollout.Steps, rollout.Size);
        var plans = LatentProjector.Forward(run.Parameters, (values - tensor(form.Stats.Mean)) / tensor(form.Stats.Std), form.StepsPerToken);
        var parts = new List<Tensor> { Embed(net, [PromptTokens.Wish, .. run.Vocabulary.Encode(" " + Wish), PromptTokens.Means]) };
        for (int slot = 0; slot < order.Length; slot++)
            parts.AddRange([Embed(net, [PromptTokens.Plan]), plans.narrow(0, order[slot], 1), Embed(net, [PromptTokens.FirstLetter + slot])]);
        parts.Add(Embed(net, [PromptTokens.None, PromptTokens.Answer]));
        var logits = net.Logits(net.Forward(cat(parts, 1))).select(1, -1).view(-1);
        var offered = cat([logits.narrow(0, PromptTokens.FirstLetter, order.Length), logits.narrow(0, PromptTokens.None, 1)]);
        return nn.functional.softmax(offered.to_type(ScalarType.Float64), 0).data<double>().ToArray();
    }

    private static Tensor Embed(DecoderNet net, int[] ids) => net.Embed(tensor(ids.Select(i => (long)i).ToArray(), 1, ids.Length));
}
