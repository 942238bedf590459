using System.Text;

namespace Forewarn.Core;

/// <summary>
/// A plan as short words, the only way in which a decoder without a world model sees it: every few rows one word of
/// digits, column after column. All plans of one length have words of one length.
/// </summary>
/// <param name="Every">Rows per word; the last row of each group is written.</param>
/// <param name="Columns">Every column of a plan row, in order.</param>
public sealed record PlanText(int Every, IReadOnlyList<PlanTextColumn> Columns)
{
    /// <summary>Width <c>A</c> of a row.</summary>
    public int Width => Columns.Count;

    /// <param name="plan"><c>[T, A]</c> in physical units.</param>
    /// <exception cref="ForewarnException">The plan has other columns, fewer rows than a word needs, or numbers that are not
    /// finite.</exception>
    public string Write(ReadOnlySpan<float> plan)
    {
        if (Every < 1 || Width < 1 || plan.Length % Width != 0 || plan.Length < Every * Width)
            throw ForewarnException.Of("plan to write", $"{plan.Length} numbers",
                $"rows of {Width} columns, at least {Every} of them", "Use a policy of the task that the verifier was trained for.", ExitCode.Usage);
        if (Shape.FirstNonFinite(plan) is int bad and >= 0)
            throw ForewarnException.Of($"plan to write, row {bad / Width}, {Columns[bad % Width].Name}", $"{plan[bad]}",
                "a finite number", "The policy diverged: check its input.");
        var text = new StringBuilder();
        for (int row = Every - 1; row < plan.Length / Width; row += Every)
        {
            if (text.Length > 0) text.Append(' ');
            for (int c = 0; c < Width; c++) Columns[c].Append(text, plan[row * Width + c]);
        }
        return text.ToString();
    }
}
