using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// One question put to a decoder for every imagined plan: the projector writes a plan's latents into the question's rows, the decoder
/// continues greedily behind it. All K plans are one batch with one key-value cache; calls take turns.
/// </summary>
internal sealed class PlanSpeech : IDisposable
{
    private readonly DecoderModel _model;
    private readonly GraphBinding _projector;
    private readonly DecoderCache _decoder;
    private readonly GreedySpeech _speech;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly float[] _question;
    private readonly int _length, _plan, _steps, _size;

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
        (_model, _length, _plan) = (model, ids.Length, plan);
        (_steps, _size) = (package.Integer("latentSteps"), package.Integer("latentSize"));
        int capacity = _length + most;
        if (capacity > model.MaxTokens)
            throw ForewarnException.Of("narration", $"{capacity} tokens of question, plan and answer", $"at most {model.MaxTokens}",
                "Ask a shorter question, or project a plan to fewer tokens.", ExitCode.Usage);
        _projector = projector.Bind(("K", 1));
        _decoder = DecoderCache.Of(model, capacity);
        _question = new float[_length * model.Width];
        _decoder.Embed(ids, _length, _question, default);
        _speech = new(model, _decoder, ends, most);
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
            _decoder.Rows(rollout.Count);
            return _speech.Continue(rollout.Count, _length, Ask(rollout, deadline), deadline);
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
        _decoder.Dispose();
        _turn.Dispose();
    }

    /// <summary>The question in every row, each with its own plan.</summary>
    private ReadOnlySpan<float> Ask(LatentRollout rollout, CancellationToken deadline)
    {
        _projector.Resize("K", rollout.Count);
        _projector.Set<float>("latents", rollout.Values);
        _projector.Run(deadline);
        var embeds = _projector.Output<float>("embeds");
        int plan = embeds.Length / rollout.Count;
        var target = _decoder.Next(_length);
        for (int k = 0; k < rollout.Count; k++)
        {
            _question.CopyTo(target[(k * _question.Length)..]);
            embeds.Slice(k * plan, plan).CopyTo(target[(k * _question.Length + _plan * _model.Width)..]);
        }
        return _decoder.Run(0, _length, deadline);
    }
}
