using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>
/// Says what each imagined plan will do: the projector writes a plan's latents as tokens behind <c>&lt;plan&gt;</c>, the
/// decoder continues greedily behind <c>&lt;narrate&gt;</c>. All K plans are one batch with one key-value cache.
/// </summary>
public sealed class LatentNarrator : INarrator, IDisposable
{
    private readonly PlanSpeech _speech;

    /// <exception cref="ForewarnException">The package is of another prompt form.</exception>
    public LatentNarrator(VerifierModel model)
    {
        model.Require(PromptForm.Narration);
        var words = model.Tokenizer;
        int plan = words.Special("<plan>");
        int[] question = [plan, .. Enumerable.Repeat(plan, model.LatentTokens), words.Special("<narrate>")];
        _speech = new(model.Package, model.Projector, model.Decoder, question, 1, [words.Special("<end>")], model.NarrationTokens);
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The rollout does not fit the package.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) => _speech.OfAsync(rollout, deadline);

    /// <summary>Runs on zeros, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count) => _speech.WarmUp(count, runs: 2);

    public void Dispose() => _speech.Dispose();
}
