using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier;

/// <summary>
/// A baseline: says what each plan will do from the present's latent and the plan in words, without a world model's
/// foresight. The prompt is <c>&lt;plan&gt; latent words &lt;narrate&gt;</c>; everything behind it is as in
/// <see cref="LatentNarrator"/>.
/// </summary>
public sealed class PlanTextNarrator : IPlanNarrator, IDisposable
{
    private readonly VerifierModel _model;
    private readonly GraphBinding _projector;
    private readonly DecoderCache _decoder;
    private readonly GreedySpeech _speech;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PlanText _text;
    private readonly int _steps, _length, _plan, _pad, _narrate;

    /// <exception cref="ForewarnException">
    /// The package is of another prompt form or does not say how plans are written.
    /// </exception>
    public PlanTextNarrator(VerifierModel model)
    {
        model.Require(PromptForm.Actions);
        _model = model;
        _steps = model.Package.Integer("planSteps");
        _text = new(model.Package.Integer("planEvery"), [.. model.Package.Texts("planColumns").Select(PlanTextColumn.Parse)]);
        var words = model.Tokenizer;
        (_plan, _pad, _narrate) = (words.Special("<plan>"), words.Special("<pad>"), words.Special("<narrate>"));
        _length = model.LatentTokens + 2 + words.Encode(_text.Write(new float[_steps * _text.Width])).Count;
        _projector = model.Projector.Bind(("K", 1));
        _decoder = DecoderCache.Of(model.Decoder, _length + model.NarrationTokens);
        _speech = new(model.Decoder, _decoder, [words.Special("<end>")], model.NarrationTokens);
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(
        LatentState present, ActionProposals plans, CancellationToken deadline)
    {
        Require(present, plans);
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            _decoder.Rows(plans.Count);
            return _speech.Continue(plans.Count, _length, Prompt(present, plans, deadline), deadline);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _projector.Dispose();
        _decoder.Dispose();
        _turn.Dispose();
    }

    /// <returns>Logits of the prompt, <c>[K, S, V]</c>.</returns>
    private ReadOnlySpan<float> Prompt(LatentState present, ActionProposals plans, CancellationToken deadline)
    {
        _projector.Set<float>("latents", present.Values);
        _projector.Run(deadline);
        var embeds = _projector.Output<float>("embeds");
        var ids = new int[plans.Count * _length];
        for (int k = 0; k < plans.Count; k++)
        {
            var words = _model.Tokenizer.Encode(_text.Write(plans.Plan(k)));
            int[] row = [_plan, .. Enumerable.Repeat(_pad, _model.LatentTokens), .. words, _narrate];
            Shape.Require("tokens of a plan in words", row.Length, ("S", _length));
            row.CopyTo(ids, k * _length);
        }
        var prompt = _decoder.Next(_length);
        _decoder.Embed(ids, _length, prompt, deadline);
        for (int k = 0; k < plans.Count; k++) embeds.CopyTo(prompt[((k * _length + 1) * _model.Width)..]);
        return _decoder.Run(0, _length, deadline);
    }

    private void Require(LatentState present, ActionProposals plans)
    {
        int size = _model.LatentSteps * _model.LatentSize;
        if (present.Size != size)
            throw ForewarnException.Of("present state", $"[Z={present.Size}]", $"[Z={size}]",
                "Use the world model that the narrator was trained with.", ExitCode.Usage);
        if (Shape.FirstNonFinite(present.Values) is int bad and >= 0)
            throw ForewarnException.Of("present state", $"{present.Values[bad]}", "finite latents",
                "The world model diverged: check its input pictures and state.");
        if (plans.Steps != _steps || !plans.Spec.Names.SequenceEqual(_text.Columns.Select(c => c.Name)))
            throw ForewarnException.Of("plans", $"[K={plans.Count}, T={plans.Steps}] of {string.Join(", ", plans.Spec.Names)}",
                $"T={_steps} rows of {string.Join(", ", _text.Columns.Select(c => c.Name))}",
                "Use the policy of the task that the narrator was trained for.", ExitCode.Usage);
    }
}
