using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// One question put to a decoder for every imagined plan: the projector writes a plan's latents into the question's rows, the decoder
/// continues greedily behind it. Calls take turns.
/// </summary>
internal sealed class PlanSpeech : IDisposable
{
    private readonly GraphBinding _projector;
    private readonly RowQuestion _question;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly int _steps, _size;

    /// <param name="package">Holds the projector's sizes.</param>
    /// <param name="projector"><c>latents [K, H, Z]</c> to <c>embeds [K, P, D]</c>.</param>
    /// <param name="ids">The question with P tokens where a plan goes, whatever they are.</param>
    /// <param name="plan">Where these begin.</param>
    /// <param name="ends">Tokens any of which ends a sentence.</param>
    /// <param name="most">Most tokens of a sentence.</param>
    /// <exception cref="ForewarnException">Question and answer are longer than the decoder's reach.</exception>
    public PlanSpeech(
        ModelPackage package, GraphSession projector, DecoderModel model, ReadOnlySpan<int> ids, int plan, IReadOnlyCollection<int> ends, int most)
    {
        (_steps, _size) = (package.Integer("latentSteps"), package.Integer("latentSize"));
        _question = new(model, ids, Enumerable.Range(plan, package.Integer("latentTokens")), ends, most);
        _projector = projector.Bind(("K", 1));
    }

    /// <returns>One sentence per plan.</returns>
    /// <exception cref="ForewarnException">The rollout does not fit the projector.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<IReadOnlyList<Narration>> OfAsync(LatentRollout rollout, CancellationToken deadline)
    {
        VerifierModel.Require(rollout, _steps, _size);
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            _projector.Resize("K", rollout.Count);
            _projector.Set<float>("latents", rollout.Values);
            _projector.Run(deadline);
            return _question.Ask(rollout.Count, _projector.Output<float>("embeds"), deadline);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs on zeros, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count, int runs)
    {
        var zeros = new LatentRollout(new float[count * _steps * _size], new float[count * _steps], count, _steps, _size);
        for (int i = 0; i < runs; i++) _ = OfAsync(zeros, default).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _projector.Dispose();
        _question.Dispose();
        _turn.Dispose();
    }
}
