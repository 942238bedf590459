using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Verifier;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>The verifier's decoder on its own: teacher-forced, and token by token.</summary>
internal sealed class DecoderWork : IDisposable
{
    private readonly VerifierModel _model;
    private readonly GraphBinding _projector;
    private readonly DecoderCache _rows;
    private readonly float[] _prompt;
    private readonly int _count;

    public DecoderWork(VerifierModel model, LatentRollout rollout)
    {
        (_model, _count) = (model, rollout.Count);
        _projector = model.Package.Graph("project").Bind(("K", rollout.Count));
        _projector.Set<float>("latents", rollout.Values).Run();
        _rows = DecoderCache.Of(model.Decoder, model.MaxTokens);
        _prompt = Prompt();
        _rows.Rows(_count);
    }

    public int PromptLength => _model.LatentTokens + 2;

    /// <summary>Logits <c>[1 + S, K, V]</c> of the prompts' last position and of given tokens <c>[S, K]</c> behind them.</summary>
    public float[] Teach(int[] ids)
    {
        int said = ids.Length / _count;
        List<float> logits = [];
        _prompt.CopyTo(_rows.Next(PromptLength));
        AddLast(_rows.Run(0, PromptLength, default));
        for (int t = 0; t < said; t++)
        {
            _rows.Embed(ids.AsSpan(t * _count, _count), 1, _rows.Next(1), default);
            AddLast(_rows.Run(PromptLength + t, 1, default));
        }
        return [.. logits];

        void AddLast(ReadOnlySpan<float> all)
        {
            int row = all.Length / _count;
            for (int k = 0; k < _count; k++) logits.AddRange(all.Slice((k + 1) * row - _model.Vocabulary, _model.Vocabulary));
        }
    }

    /// <summary>Projector and prompts of all rows.</summary>
    public void RunPrompt()
    {
        _projector.Run();
        _prompt.CopyTo(_rows.Next(PromptLength));
        _rows.Run(0, PromptLength, default);
    }

    /// <summary>One token of every row behind <paramref name="past"/> positions.</summary>
    public void RunToken(int past)
    {
        Span<int> ids = stackalloc int[_count];
        _rows.Embed(ids, 1, _rows.Next(1), default);
        _rows.Run(past, 1, default);
    }

    /// <summary>Prompts and a narration of that many tokens, whatever they are.</summary>
    public void RunNarration(int tokens)
    {
        RunPrompt();
        for (int t = 0; t + 1 < tokens; t++) RunToken(PromptLength + t);
    }

    public void Dispose()
    {
        _projector.Dispose();
        _rows.Dispose();
    }

    private float[] Prompt()
    {
        int width = _model.Width, latents = _model.LatentTokens * width, row = PromptLength * width;
        var prompt = new float[_count * row];
        var ends = new float[2 * width];
        _rows.Embed([_model.Tokenizer.Special("<plan>"), _model.Tokenizer.Special("<narrate>")], 2, ends, default);
        var embeds = _projector.Output<float>("embeds");
        for (int k = 0; k < _count; k++)
        {
            var target = prompt.AsSpan(k * row, row);
            ends.AsSpan(0, width).CopyTo(target);
            embeds.Slice(k * latents, latents).CopyTo(target[width..]);
            ends.AsSpan(width).CopyTo(target[(width + latents)..]);
        }
        return prompt;
    }
}
