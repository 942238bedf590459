using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// What a decoder must read to score a batch, and nothing else: padding and each row's last decided token are left out, and
/// samples that differ only there share a row. Pairs that answer one prompt with one token each cost one row.
/// </summary>
internal sealed class TokenRows
{
    /// <exception cref="ForewarnException">No mask, or a mask that decides on nothing or on the first token.</exception>
    public TokenRows(SampleBatch samples)
    {
        using var scope = NewDisposeScope();
        var mask = samples.Mask ?? throw Bad("no mask");
        int width = (int)samples.Values.shape[1];
        long[] values = samples.Values.contiguous().data<long>().ToArray();
        bool[] decided = mask.contiguous().data<bool>().ToArray();
        var known = new Dictionary<Input, int>();
        var (rows, prompts) = (new List<Input>(), new List<int>());
        var of = new int[samples.Count];
        for (int b = 0; b < of.Length; b++)
        {
            int last = Array.LastIndexOf(decided, true, (b + 1) * width - 1, width) - b * width;
            if (last < 1 || decided[b * width]) throw Bad(last < 0 ? "a row that decides on nothing" : "a row that decides on its first token");
            var input = new Input(samples.Prompts[b], values, b * width, last);
            if (!known.TryGetValue(input, out of[b]))
            {
                known.Add(input, of[b] = rows.Count);
                rows.Add(input);
                prompts.Add(samples.Prompts[b]);
            }
        }
        (Prompts, Length) = ([.. prompts], rows.Max(r => r.Length));
        Ids = new long[rows.Count * Length];
        for (int r = 0; r < rows.Count; r++) Array.Copy(values, rows[r].Start, Ids, r * Length, rows[r].Length);
        var (at, targets, places) = (new List<long>(), new List<long>(), new List<long>());
        for (int i = 0; i < decided.Length; i++)
        {
            if (!decided[i]) continue;
            at.Add((long)of[i / width] * Length + i % width - 1);
            targets.Add(values[i]);
            places.Add(i);
        }
        (At, Targets, Places) = ([.. at], [.. targets], [.. places]);
    }

    /// <summary>Prompt of every row, <c>[U]</c>.</summary>
    public int[] Prompts { get; }

    /// <summary>Positions <c>S</c> of a row.</summary>
    public int Length { get; }

    /// <summary><c>[U, S]</c>; zeros behind what a row needs.</summary>
    public long[] Ids { get; }

    /// <summary>Flat positions <c>[M]</c> in the rows whose states answer for the decided tokens.</summary>
    public long[] At { get; }

    /// <summary>The decided tokens, <c>[M]</c>.</summary>
    public long[] Targets { get; }

    /// <summary>Flat positions <c>[M]</c> of the decided tokens in the batch's own layout.</summary>
    public long[] Places { get; }

    private static ForewarnException Bad(string found) => ForewarnException.Of(
        "token samples", found, "a mask of the answer's tokens, behind a prompt of at least one", "Draw them with the policy.");

    private readonly record struct Input(int Prompt, long[] Values, int Start, int Length)
    {
        public bool Equals(Input other) => Prompt == other.Prompt && Tokens.SequenceEqual(other.Tokens);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Prompt);
            foreach (long token in Tokens) hash.Add(token);
            return hash.ToHashCode();
        }

        private ReadOnlySpan<long> Tokens => Values.AsSpan(Start, Length);
    }
}
