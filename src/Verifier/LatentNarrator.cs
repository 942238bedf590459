using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// Says what each imagined plan will do: the projector writes a plan's latents as tokens behind <c>&lt;plan&gt;</c>, the
/// decoder continues greedily behind <c>&lt;narrate&gt;</c>. All K plans are one batch with one key-value cache.
/// </summary>
public sealed class LatentNarrator : INarrator, IDisposable
{
    private readonly VerifierModel model;
    private readonly GraphBinding projector;
    private readonly DecoderCache decoder;
    private readonly GreedySpeech speech;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly float[] plan, narrate;

    /// <exception cref="ForewarnException">The package is of another prompt form.</exception>
    public LatentNarrator(VerifierModel model)
    {
        model.Require(PromptForm.Narration);
        this.model = model;
        projector = model.Package.Graph("project").Bind(("K", 1));
        decoder = DecoderCache.Of(model.Decoder, PromptLength + model.NarrationTokens);
        (plan, narrate) = (Embedding("<plan>"), Embedding("<narrate>"));
        speech = new(model.Decoder, decoder, [model.Tokenizer.Special("<end>")], model.NarrationTokens);
    }

    private int PromptLength => model.LatentTokens + 2;

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The rollout does not fit the package.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        VerifierModel.Require(rollout, model.LatentSteps, model.LatentSize);
        await turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            decoder.Rows(rollout.Count);
            return speech.Continue(rollout.Count, PromptLength, Prompt(rollout, deadline), deadline);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Runs on zeros, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count)
    {
        var zeros = new LatentRollout(new float[count * model.LatentSteps * model.LatentSize], new float[count * model.LatentSteps],
            count, model.LatentSteps, model.LatentSize);
        for (int i = 0; i < 2; i++) _ = NarrateAsync(zeros, default).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        projector.Dispose();
        decoder.Dispose();
        turn.Dispose();
    }

    /// <returns>Logits of the prompt, <c>[K, P + 2, V]</c>.</returns>
    private ReadOnlySpan<float> Prompt(LatentRollout rollout, CancellationToken deadline)
    {
        projector.Resize("K", rollout.Count);
        projector.Set<float>("latents", rollout.Values);
        projector.Run(deadline);
        var embeds = projector.Output<float>("embeds");
        int width = model.Width, latents = model.LatentTokens * width, row = PromptLength * width;
        var prompt = decoder.Next(PromptLength);
        for (int k = 0; k < rollout.Count; k++)
        {
            var target = prompt.Slice(k * row, row);
            plan.CopyTo(target);
            embeds.Slice(k * latents, latents).CopyTo(target[width..]);
            narrate.CopyTo(target[(width + latents)..]);
        }
        return decoder.Run(0, PromptLength, deadline);
    }

    private float[] Embedding(string token)
    {
        var values = new float[model.Width];
        decoder.Embed([model.Tokenizer.Special(token)], 1, values, default);
        return values;
    }
}
