using System.Collections.Concurrent;
using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

/// <summary>A robot that does what a test says, and notes what it is told.</summary>
internal sealed class ScriptedRobot : IConsoleFeed, IConsoleCommands
{
    private ConsoleStatus _status = new(0, Rung.Hold, "holds: nothing is asked for");

    public ConsoleAbout About { get; } = new("node", "/forewarn")
    {
        Policy = "cup-policy", Models = () => new Dictionary<string, string> { ["cup-policy"] = "ab12", ["cup-world"] = "cd34" },
    };

    public DecisionRing Decisions { get; init; } = new(TimeProvider.System, 50);

    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>What every order is answered with; null accepts.</summary>
    public string? Refusal { get; set; }

    /// <summary>Its state is of long ago.</summary>
    public bool IsHanging { get; init; }

    public ConsoleOrders Orders { get; init; } = ConsoleOrders.Robot;

    public ConsoleStatus? Status() => Volatile.Read(ref _status) with
    {
        Stamp = TimeProvider.System.GetTimestamp() - (IsHanging ? 60 * TimeProvider.System.TimestampFrequency : 0),
    };

    public void Stands(Func<ConsoleStatus, ConsoleStatus> change) => Volatile.Write(ref _status, change(_status));

    public ValueTask<CommandReply> AskAsync(string wish, long? about, CancellationToken cancel) => Tell($"ask {wish}");

    public ValueTask<CommandReply> AnswerAsync(long decision, string answer, CancellationToken cancel) => Tell($"answer {decision} {answer}");

    public ValueTask<CommandReply> HoldAsync(CancellationToken cancel)
    {
        Stands(s => s with { IsHeld = true, Hold = "Disabled" });
        return Tell("hold");
    }

    public ValueTask<CommandReply> StopAsync(CancellationToken cancel)
    {
        Stands(s => s with { IsHeld = true, IsStopped = true, Hold = "EmergencyStop" });
        return Tell("stop");
    }

    public ValueTask<CommandReply> EnableAsync(CancellationToken cancel)
    {
        Stands(s => s with { IsHeld = false, IsStopped = false, Hold = "" });
        return Tell("enable");
    }

    private ValueTask<CommandReply> Tell(string order)
    {
        Told.Enqueue(order);
        return new(Refusal is { } why ? new CommandReply(false, why) : new CommandReply(true, "done"));
    }
}
