using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier.Chat;

/// <summary>Asks a language model what each imagined plan will do. All K plans are one batch; the model answers greedily.</summary>
public sealed class ChatNarrator : INarrator, IDisposable
{
    private readonly ChatVerifier _verifier;
    private readonly GraphBinding _projector;
    private readonly DecoderCache _decoder;
    private readonly GreedySpeech _speech;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly float[] _prompt;
    private readonly int _length, _plan;

    /// <exception cref="ForewarnException">The model's template or vocabulary does not serve.</exception>
    public ChatNarrator(ChatVerifier verifier)
    {
        _verifier = verifier;
        var model = verifier.Decoder.Model;
        (int[] ids, _plan) = verifier.Prompt.Narration();
        _length = ids.Length;
        int capacity = _length + verifier.NarrationTokens;
        if (capacity > model.MaxTokens)
            throw ForewarnException.Of("narration", $"{capacity} tokens of question, plan and answer", $"at most {model.MaxTokens}",
                "Ask a shorter question, or project a plan to fewer tokens.", ExitCode.Usage);
        _projector = verifier.Package.Graph("project").Bind(("K", 1));
        _decoder = DecoderCache.Of(model, capacity);
        _prompt = new float[_length * model.Width];
        _decoder.Embed(ids, _length, _prompt, default);
        _speech = new(model, _decoder, verifier.Decoder.Language.Ends(), verifier.NarrationTokens);
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The rollout does not fit the projector.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        VerifierModel.Require(rollout, _verifier.LatentSteps, _verifier.LatentSize);
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
    public void WarmUp(int count)
    {
        int steps = _verifier.LatentSteps, size = _verifier.LatentSize;
        var zeros = new LatentRollout(new float[count * steps * size], new float[count * steps], count, steps, size);
        _ = NarrateAsync(zeros, default).AsTask().GetAwaiter().GetResult();
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
        int width = _verifier.Decoder.Model.Width, plan = _verifier.LatentTokens * width;
        var target = _decoder.Next(_length);
        for (int k = 0; k < rollout.Count; k++)
        {
            _prompt.CopyTo(target[(k * _prompt.Length)..]);
            embeds.Slice(k * plan, plan).CopyTo(target[(k * _prompt.Length + _plan * width)..]);
        }
        return _decoder.Run(0, _length, deadline);
    }
}
