using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Lab.Rollouts;

namespace Forewarn.Lab.Verbs;

/// <summary><c>rollout-worker</c>: one of a pool's worker processes. Started by programs, not by people, so the help does not list it.</summary>
internal sealed class RolloutWorkerVerb : IVerb
{
    public const string Name = "rollout-worker";

    // A job that does not listen must not outlive the process that wanted its result.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public IReadOnlyList<VerbExample> Examples { get; } = [];

    public Command Define(Session session)
    {
        var command = new Command(Name, "Do jobs that another process writes to the input.") { Hidden = true };
        command.SetAction(_ => Run(session));
        return command;
    }

    private static int Run(Session session)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        // Whatever a job prints must not end up among the messages.
        Console.SetOut(Console.Error);
        new RolloutWorkerLoop(RolloutKinds.All).Run(input, output, () => _ = EndAsync(session.Time));
        return (int)ExitCode.Done;
    }

    private static async Task EndAsync(TimeProvider time)
    {
        await Task.Delay(Grace, time).ConfigureAwait(false);
        Environment.Exit((int)ExitCode.Failed);
    }
}
