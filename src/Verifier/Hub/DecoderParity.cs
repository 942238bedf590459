namespace Forewarn.Verifier.Hub;

/// <summary>How far the logits of one decoder are from those of another with the same embedding: of a quantized one from its original.</summary>
/// <param name="Positions">Positions compared, prompts and answers.</param>
/// <param name="Largest">Greatest difference of a logit at any position, as a share of the greatest logit at any position.</param>
/// <param name="Mean">The greatest difference at a position, on average over positions, as the same share.</param>
/// <param name="Answers">Positions whose best token is read: all behind a prompt.</param>
/// <param name="Kept">Answers with the same best token.</param>
/// <param name="Ties">
/// Answers with another best token, which the original puts behind its own by less than <see cref="Tie"/> of the greatest logit there.
/// </param>
public sealed record DecoderParity(int Positions, double Largest, double Mean, int Answers, int Kept, int Ties)
{
    /// <summary>Lead below which two tokens count as tied, as a share of the greatest logit.</summary>
    public const double Tie = 0.005;

    /// <summary>What the original answered, per prompt.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Said { get; private init; } = [];

    /// <summary>Both read every prompt, position by position, and then what the original answers greedily.</summary>
    /// <param name="answer">Most tokens of an answer, at least 1.</param>
    /// <param name="ends">Tokens any of which ends an answer.</param>
    /// <exception cref="Core.ForewarnException">A prompt with its answer is longer than the model's reach.</exception>
    public static DecoderParity Measure(
        DecoderModel original, DecoderModel other, IReadOnlyList<EmbeddedPrompt> prompts, int answer, IReadOnlyCollection<int> ends)
    {
        int longest = prompts.Max(p => p.Ids.Length) + answer;
        if (longest > original.MaxTokens)
            throw Core.ForewarnException.Of("decoder", $"{longest} tokens of prompt and answer", $"at most {original.MaxTokens}", "Compare on shorter texts.");
        using var left = DecoderCache.Of(original, longest);
        using var right = DecoderCache.Of(other, longest);
        var sum = new DecoderParity(0, 0, 0, 0, 0, 0);
        double greatest = 0;
        var said = new List<IReadOnlyList<int>>();
        foreach (var prompt in prompts)
        {
            var rows = Rows(left, prompt, original.Width);
            var answered = new List<int>();
            for (int at = 0; ; at++)
            {
                var row = at < prompt.Ids.Length ? rows.AsSpan(at * original.Width, original.Width) : Row(left, answered[^1], original.Width);
                var (wanted, found) = (Step(left, row, at, original.Vocabulary), Step(right, row, at, original.Vocabulary));
                int best = LogSoftmax.ArgMax(wanted);
                bool counts = at + 1 >= prompt.Ids.Length;
                sum = sum.With(wanted, found, best, counts, ref greatest);
                if (!counts) continue;
                answered.Add(best);
                if (answered.Count == answer || ends.Contains(best)) break;
            }
            said.Add(answered);
        }
        if (greatest == 0) greatest = 1;
        return sum with { Largest = sum.Largest / greatest, Mean = sum.Mean / greatest / sum.Positions, Said = said };
    }

    private DecoderParity With(ReadOnlySpan<float> wanted, ReadOnlySpan<float> found, int best, bool counts, ref double greatest)
    {
        double difference = 0, here = 0;
        for (int v = 0; v < wanted.Length; v++)
        {
            double d = Math.Abs((double)wanted[v] - found[v]);
            // What is no longer a number must not pass for equal.
            difference = double.IsNaN(d) ? double.PositiveInfinity : Math.Max(difference, d);
            here = Math.Max(here, Math.Abs(wanted[v]));
        }
        greatest = Math.Max(greatest, here);
        int other = LogSoftmax.ArgMax(found);
        bool kept = other == best, tie = !kept && wanted[best] - wanted[other] < Tie * here;
        return this with
        {
            Positions = Positions + 1, Largest = Math.Max(Largest, difference), Mean = Mean + difference,
            Answers = Answers + (counts ? 1 : 0), Kept = Kept + (counts && kept ? 1 : 0), Ties = Ties + (counts && tie ? 1 : 0),
        };
    }

    private static float[] Rows(DecoderCache cache, EmbeddedPrompt prompt, int width)
    {
        var rows = new float[prompt.Ids.Length * width];
        cache.Embed(prompt.Ids, prompt.Ids.Length, rows, default);
        prompt.Rows.CopyTo(rows.AsSpan(prompt.At * width));
        return rows;
    }

    private static Span<float> Row(DecoderCache cache, int id, int width)
    {
        var row = new float[width];
        cache.Embed([id], 1, row, default);
        return row;
    }

    private static float[] Step(DecoderCache cache, ReadOnlySpan<float> row, int past, int vocabulary)
    {
        row.CopyTo(cache.Next(1));
        return cache.Run(past, 1, default)[^vocabulary..].ToArray();
    }
}
