namespace Forewarn.Serving;

/// <summary>Orders of <see cref="IConsoleCommands"/>.</summary>
[Flags]
public enum ConsoleOrders
{
    None = 0,
    Ask = 1,
    Answer = 2,
    Hold = 4,
    Stop = 8,
    Enable = 16,

    /// <summary>Everything that a running robot takes.</summary>
    Robot = Ask | Answer | Hold | Stop | Enable,
}
