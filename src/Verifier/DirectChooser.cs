using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// A baseline: chooses straight from the imagined latents of all plans and says nothing about any. The prompt is
/// <c>&lt;wish&gt; wish &lt;means&gt; &lt;plan&gt; latents &lt;A&gt; &lt;plan&gt; latents &lt;B&gt; … &lt;none&gt; &lt;answer&gt;</c>;
/// the probabilities of the letters are averaged over cyclic presentation orders, as they are for narrations.
/// </summary>
public sealed class DirectChooser : IPlanVerifier, IDisposable
{
    private readonly VerifierModel _model;
    private readonly GraphBinding _projector;
    private readonly DecoderCache _decoder;
    private readonly WishPrompt _prompt;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly int _orders, _plan, _pad;

    /// <param name="orders">
    /// Most presentation orders averaged; with as many as plans every plan stands once in every slot.
    /// </param>
    /// <exception cref="ForewarnException">The package is of another prompt form.</exception>
    public DirectChooser(VerifierModel model, int orders = 6)
    {
        model.Require(PromptForm.Choice);
        if (orders < 1)
            throw ForewarnException.Of("presentation orders", $"{orders}", "1 or more", "Correct the option.", ExitCode.Usage);
        (_model, _orders) = (model, orders);
        _projector = model.Projector.Bind(("K", 1));
        _decoder = DecoderCache.Of(model.Decoder, model.MaxTokens);
        _prompt = new(model, _decoder);
        (_plan, _pad) = (model.Tokenizer.Special("<plan>"), model.Tokenizer.Special("<pad>"));
    }

    /// <inheritdoc/>
    /// <returns>
    /// The likeliest plan, or none suitable where <c>&lt;none&gt;</c> has more probability than all plans together: plans that
    /// fit equally well share theirs. No narrations; a plan that the guard refuses is not shown and scores 0.
    /// </returns>
    /// <exception cref="ForewarnException">The wish cannot be read, or rollout or guard do not fit.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<Verdict> VerifyAsync(
        string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline)
    {
        string text = _model.Lexicon.Read(wish);
        VerifierModel.Require(rollout, _model.LatentSteps, _model.LatentSize);
        if (guard.Findings.Count != rollout.Count)
            throw ForewarnException.Of("guard report", $"{guard.Findings.Count} findings", $"one per plan, K={rollout.Count}",
                "Check the same plans that were imagined.");
        int[] shown = [.. Enumerable.Range(0, rollout.Count).Where(k => guard.Findings[k].Safe)];
        if (shown.Length > _model.MaxOptions)
            throw ForewarnException.Of("plans", $"{shown.Length}", $"at most {_model.MaxOptions}",
                "Cluster the plans to fewer modes.", ExitCode.Usage);
        var scores = new double[rollout.Count + 1];
        if (shown.Length == 0)
        {
            scores[^1] = 1;
            return new NoneSuitableVerdict([], scores);
        }
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            Score(text, rollout, shown, scores, deadline);
        }
        finally
        {
            _turn.Release();
        }
        int best = shown.MaxBy(k => scores[k]);
        return scores[^1] > 0.5 ? new NoneSuitableVerdict([], scores) : new ExecuteVerdict(best, [], scores);
    }

    /// <summary>Runs on zeros and a plain wish, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count)
    {
        var (steps, size) = (_model.LatentSteps, _model.LatentSize);
        var zeros = new LatentRollout(new float[count * steps * size], new float[count * steps], count, steps, size);
        var safe = new GuardReport([.. Enumerable.Repeat(new GuardFinding(true, ""), count)]);
        string word = _model.Lexicon.Words[0];
        for (int i = 0; i < 2; i++) _ = VerifyAsync(word, zeros, safe, default).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _projector.Dispose();
        _decoder.Dispose();
        _turn.Dispose();
    }

    /// <summary>Adds the probabilities of the plans shown and of none, averaged over the orders.</summary>
    private void Score(string wish, LatentRollout rollout, int[] shown, double[] scores, CancellationToken deadline)
    {
        int count = shown.Length, block = _model.LatentTokens + 2, length = count * block + 2;
        int past = _prompt.Read(wish, length, deadline);
        _projector.Resize("K", rollout.Count);
        _projector.Set<float>("latents", rollout.Values);
        _projector.Run(deadline);
        int orders = Math.Min(count, _orders);
        for (int p = 0; p < orders; p++)
        {
            deadline.ThrowIfCancellationRequested();
            int shift = p * count / orders;
            int[] order = [.. Enumerable.Range(0, count).Select(slot => (slot + shift) % count)];
            Write(order, shown, block, length, deadline);
            var row = _prompt.Scores(_decoder.Run(past, length, deadline)[^_model.Vocabulary..], order);
            for (int k = 0; k < count; k++) scores[shown[k]] += Math.Exp(row[k]) / orders;
            scores[^1] += Math.Exp(row[^1]) / orders;
        }
    }

    /// <summary>Embeddings of the plans in one order, with their letters, none and answer behind.</summary>
    private void Write(int[] order, int[] shown, int block, int length, CancellationToken deadline)
    {
        var ids = new int[length];
        Array.Fill(ids, _pad);
        for (int slot = 0; slot < order.Length; slot++)
            (ids[slot * block], ids[(slot + 1) * block - 1]) = (_plan, _prompt.Letter(slot));
        (ids[^2], ids[^1]) = (_prompt.None, _prompt.Answer);
        var target = _decoder.Next(length);
        _decoder.Embed(ids, length, target, deadline);
        int latents = _model.LatentTokens * _model.Width;
        var embeds = _projector.Output<float>("embeds");
        for (int slot = 0; slot < order.Length; slot++)
            embeds.Slice(shown[order[slot]] * latents, latents).CopyTo(target[((slot * block + 1) * _model.Width)..]);
    }
}
