using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>How things stand at one moment.</summary>
/// <param name="Stamp"><see cref="TimeProvider.GetTimestamp"/> of that moment: an old status says that its source hangs.</param>
/// <param name="Reason">Why this rung, in one line.</param>
public sealed record ConsoleStatus(long Stamp, Rung Rung, string Reason)
{
    public string Wish { get; init; } = "";

    /// <summary>How far the wish has come, in a word.</summary>
    public string WishState { get; init; } = "";

    /// <summary>Why the arm is held whatever was decided, in a word; empty when it is not.</summary>
    public string Hold { get; init; } = "";

    /// <summary>Whether only enabling lets the arm go on.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether somebody pressed stop.</summary>
    public bool IsStopped { get; init; }

    /// <summary>What the person is asked; null when nothing is.</summary>
    public string? Question { get; init; }

    /// <summary><see cref="Decision.Index"/> of the decision that asks.</summary>
    public long QuestionOf { get; init; } = -1;

    /// <summary>Plan rows that wait for the controller; null where none is fed.</summary>
    public int? Queued { get; init; }

    /// <summary>Of the control thread; null where there is none.</summary>
    public ConsoleTick? Tick { get; init; }

    /// <summary>Decisions per rung.</summary>
    public IReadOnlyDictionary<Rung, long> Rungs { get; init; } = new Dictionary<Rung, long>();

    /// <summary>Further lines for people: name and value.</summary>
    public IReadOnlyDictionary<string, string> Lines { get; init; } = new Dictionary<string, string>();
}
