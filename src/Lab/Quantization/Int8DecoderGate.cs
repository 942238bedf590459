using System.Globalization;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Onnx;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;

namespace Forewarn.Lab.Quantization;

/// <summary>
/// Compares a language model's decoder in eight-bit integers with the same in floats on what it will be asked: narrations of plans
/// that are drawn by the latents' statistics, and a choice among what it says of them.
/// </summary>
internal static class Int8DecoderGate
{
    /// <summary>Greatest difference of a logit at any position, as a share of the greatest logit of all.</summary>
    public const double Limit = 0.02;

    private const int Plans = 4;

    /// <param name="folder">Holds the decoder in both precisions.</param>
    /// <param name="answer">Most tokens of a narration.</param>
    /// <returns>Narrations and choice together.</returns>
    /// <exception cref="ForewarnException">The integers are too far off, or answer otherwise.</exception>
    public static DecoderParity Require(string folder, AlignmentRun run, ChatQuestions questions, int answer, ulong seed)
    {
        using var original = HubDecoder.Open(folder);
        using var other = HubDecoder.Open(folder, "int8");
        var language = original.Language;
        var chat = new ChatPrompt(language, questions, run.Form.Tokens);
        var (ids, at) = chat.Narration();
        var narrated = DecoderParity.Measure(
            original.Model, other.Model, [.. Rows(run, seed).Select(rows => new EmbeddedPrompt(ids, at, rows))], answer, language.Ends());
        string[] options = [.. narrated.Said.Select(said => language.Tokenizer.Decode(said).Trim())];
        int[] choice = chat.Choice("pick it up", options);
        // What a model says of plans that nobody made can be long.
        while (options.Length > 1 && choice.Length >= original.Model.MaxTokens) choice = chat.Choice("pick it up", options = options[..^1]);
        var chosen = DecoderParity.Measure(original.Model, other.Model, [new(choice)], 1, language.Ends());
        var both = new DecoderParity(
            narrated.Positions + chosen.Positions, Math.Max(narrated.Largest, chosen.Largest),
            (narrated.Mean * narrated.Positions + chosen.Mean * chosen.Positions) / (narrated.Positions + chosen.Positions),
            narrated.Answers + chosen.Answers, narrated.Kept + chosen.Kept, narrated.Ties + chosen.Ties);
        if (!(both.Largest <= Limit) || both.Kept + both.Ties < both.Answers)
            throw new ForewarnException(
                $"decoder in int8: {Said(both)}; wanted at most {Limit.ToString(CultureInfo.InvariantCulture)} and every one. "
                + "Nothing is written: stay with floats.");
        return both;
    }

    /// <summary>The figures in words.</summary>
    public static string Said(DecoderParity parity) => string.Create(CultureInfo.InvariantCulture,
        $"logits move by {parity.Largest:0.0000} of the greatest at most ({parity.Mean:0.0000} on average, {parity.Positions} positions), ")
        + $"{parity.Kept} of {parity.Answers} answered tokens are the same"
        + (parity.Ties > 0 ? $" and {parity.Ties} tied" : "");

    /// <summary>Plans as the projector gives them, <c>[P, D]</c> each.</summary>
    private static IEnumerable<float[]> Rows(AlignmentRun run, ulong seed)
    {
        var form = run.Form;
        using var session = new GraphSession(OnnxModel.ToBytes(VerifierGraphs.Projector(run.Parameters, run.Size, form)), "projector");
        using var projector = session.Bind(("K", Plans));
        var latents = projector.Input<float>("latents");
        new SeedStreams(seed).Stream("latents").FillNormal(latents);
        for (int i = 0; i < latents.Length; i++) latents[i] = form.Stats.Mean[i % form.Size] + form.Stats.Std[i % form.Size] * latents[i];
        projector.Run();
        float[] rows = projector.Output<float>("embeds").ToArray();
        return rows.Chunk(rows.Length / Plans);
    }
}
