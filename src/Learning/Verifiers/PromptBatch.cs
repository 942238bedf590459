using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Prompts of equal padded length with what each supervised position should say. Positions are flat indices into
/// <c>[B, S]</c>; the state at a position answers for what comes after it.
/// </summary>
public sealed class PromptBatch
{
    private readonly List<List<int>> rows = [];
    private readonly List<(int Row, int At, int Target)> text = [];
    private readonly List<(int Row, int At, float[] Share, int Options)> choices = [];
    private readonly List<(TaskLanguage Language, MeaningHead Head, int Row, int At, int[] Classes)> meanings = [];
    private readonly List<(int Row, int At)> latents = [];

    public int Rows => rows.Count;

    /// <summary>Padded length <c>S</c>.</summary>
    public int Length => rows.Max(r => r.Count);

    /// <summary>Token ids <c>[B, S]</c>, padded at the end.</summary>
    public long[] Ids()
    {
        int length = Length;
        var ids = new long[rows.Count * length];
        for (int r = 0; r < rows.Count; r++)
            for (int i = 0; i < rows[r].Count; i++) ids[r * length + i] = rows[r][i];
        return ids;
    }

    /// <summary>Next-token targets: positions <c>[M]</c> and token ids <c>[M]</c>.</summary>
    public (long[] At, long[] Target) Text()
    {
        int length = Length;
        return (text.Select(t => (long)t.Row * length + t.At).ToArray(), text.Select(t => (long)t.Target).ToArray());
    }

    /// <summary>
    /// Choices: positions <c>[M]</c>, wanted shares over the letters and none <c>[M, MaxOptions + 1]</c>, and the
    /// matching mask, 0 for answers on offer and a large negative number for the others.
    /// </summary>
    public (long[] At, float[] Share, float[] Mask) Choices()
    {
        const int width = PromptTokens.MaxOptions + 1;
        int length = Length;
        var (share, mask) = (new float[choices.Count * width], new float[choices.Count * width]);
        for (int i = 0; i < choices.Count; i++)
            for (int j = 0; j < width; j++)
            {
                int option = j == PromptTokens.MaxOptions ? choices[i].Options : j;
                bool offered = j == PromptTokens.MaxOptions || j < choices[i].Options;
                share[i * width + j] = offered ? choices[i].Share[option] : 0;
                mask[i * width + j] = offered ? 0 : -1e4f;
            }
        return (choices.Select(c => (long)c.Row * length + c.At).ToArray(), share, mask);
    }

    /// <summary>Positions <c>[M]</c> where a language's head of <see cref="MeaningTargets"/> is taught, and the classes there.</summary>
    public (long[] At, IReadOnlyList<int[]> Classes) Meanings(TaskLanguage language, MeaningHead head)
    {
        int length = Length;
        var marks = meanings.Where(m => m.Language == language && m.Head == head).ToArray();
        return (marks.Select(m => (long)m.Row * length + m.At).ToArray(), marks.Select(m => m.Classes).ToArray());
    }

    /// <summary>Positions of the latent tokens of all plans, in the order in which the plans were appended, <c>[N * P]</c>.</summary>
    public long[] LatentSlots()
    {
        int length = Length;
        return latents.Select(l => (long)l.Row * length + l.At).ToArray();
    }

    /// <summary>A new row; returns its index.</summary>
    public int NewRow(params ReadOnlySpan<int> tokens)
    {
        rows.Add([.. tokens]);
        return rows.Count - 1;
    }

    /// <summary>Appends context, unsupervised.</summary>
    public void Append(int row, params ReadOnlySpan<int> tokens) => rows[row].AddRange(tokens);

    /// <summary>Appends <c>&lt;plan&gt;</c> and room for the plan's latents.</summary>
    public void AppendPlan(int row, int latentTokens)
    {
        rows[row].Add(PromptTokens.Plan);
        for (int i = 0; i < latentTokens; i++)
        {
            latents.Add((row, rows[row].Count));
            rows[row].Add(PromptTokens.Pad);
        }
    }

    /// <summary>Appends tokens that the model should say.</summary>
    public void Say(int row, params ReadOnlySpan<int> tokens)
    {
        foreach (int token in tokens)
        {
            text.Add((row, rows[row].Count - 1, token));
            rows[row].Add(token);
        }
    }

    /// <summary>The inner states at the last token should know these classes.</summary>
    public void Mark(int row, TaskLanguage language, MeaningHead head, int[] classes) => meanings.Add((language, head, row, rows[row].Count - 1, classes));

    /// <summary>The state at the last token should choose.</summary>
    /// <param name="share">Wanted probability of each of the options and, last, of none, <c>[K + 1]</c>.</param>
    public void MarkChoice(int row, float[] share) => choices.Add((row, rows[row].Count - 1, share, share.Length - 1));

    public int LengthOf(int row) => rows[row].Count;
}
