using Forewarn.Core;

namespace Forewarn.Verifier.Chat;

/// <summary>Asks a language model what each imagined plan will do. All K plans are one batch; the model answers greedily.</summary>
public sealed class ChatNarrator : INarrator, IDisposable
{
    private readonly PlanSpeech _speech;

    /// <exception cref="ForewarnException">The model's template or vocabulary does not serve, or the question is too long.</exception>
    public ChatNarrator(ChatVerifier verifier)
    {
        var (ids, plan) = verifier.Prompt.Narration();
        _speech = new(verifier.Package, verifier.Package.Graph("project"), verifier.Decoder.Model, ids, plan, verifier.Decoder.Language.Ends(), verifier.NarrationTokens);
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The rollout does not fit the projector.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) => _speech.OfAsync(rollout, deadline);

    /// <summary>Runs on zeros, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count) => _speech.WarmUp(count, runs: 1);

    public void Dispose() => _speech.Dispose();
}
