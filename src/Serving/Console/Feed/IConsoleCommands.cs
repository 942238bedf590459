namespace Forewarn.Serving;

/// <summary>What a person may order from a console. Any thread may call; orders that cannot be carried out are refused in words.</summary>
public interface IConsoleCommands
{
    /// <summary>The orders that exist here; the others are refused.</summary>
    ConsoleOrders Orders { get; }

    /// <summary>Asks for something new.</summary>
    /// <param name="wish">Empty for nothing more.</param>
    /// <param name="about">Number of the decision that is asked again, where the past is asked; null for the newest.</param>
    ValueTask<CommandReply> AskAsync(string wish, long? about, CancellationToken cancel);

    /// <summary>Answers the open question.</summary>
    /// <param name="decision"><see cref="Core.Decision.Index"/> of the decision that asked; an older one is refused.</param>
    /// <param name="answer">Number of an option, or words.</param>
    ValueTask<CommandReply> AnswerAsync(long decision, string answer, CancellationToken cancel);

    /// <summary>Holds the arm until <see cref="EnableAsync"/>.</summary>
    ValueTask<CommandReply> HoldAsync(CancellationToken cancel);

    /// <summary>Emergency stop, until <see cref="EnableAsync"/>.</summary>
    ValueTask<CommandReply> StopAsync(CancellationToken cancel);

    /// <summary>Lets steering go on.</summary>
    ValueTask<CommandReply> EnableAsync(CancellationToken cancel);
}
