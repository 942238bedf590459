namespace Forewarn.RosBridge;

/// <summary>
/// The state machine of managed nodes (design.ros2.org, "Managed nodes"; labels and the order of arrows as in
/// rcl_lifecycle). It knows nothing of messages.
/// </summary>
public sealed class LifecycleMachine(ILifecycleCallbacks callbacks)
{
    private static readonly (LifecycleState Through, LifecycleState Success, LifecycleState Failure, LifecycleTransition First)[] Ends =
    [
        (LifecycleState.Configuring, LifecycleState.Inactive, LifecycleState.Unconfigured, LifecycleTransition.ConfigureSuccess),
        (LifecycleState.CleaningUp, LifecycleState.Unconfigured, LifecycleState.Inactive, LifecycleTransition.CleanupSuccess),
        (LifecycleState.Activating, LifecycleState.Active, LifecycleState.Inactive, LifecycleTransition.ActivateSuccess),
        (LifecycleState.Deactivating, LifecycleState.Inactive, LifecycleState.Active, LifecycleTransition.DeactivateSuccess),
        (LifecycleState.ShuttingDown, LifecycleState.Finalized, LifecycleState.Finalized, LifecycleTransition.ShutdownSuccess),
        (LifecycleState.ErrorProcessing, LifecycleState.Unconfigured, LifecycleState.Finalized, LifecycleTransition.ErrorSuccess),
    ];

    private static readonly LifecycleStep[] Starts =
    [
        new(LifecycleTransition.Configure, LifecycleState.Unconfigured, LifecycleState.Configuring),
        new(LifecycleTransition.Cleanup, LifecycleState.Inactive, LifecycleState.CleaningUp),
        new(LifecycleTransition.Activate, LifecycleState.Inactive, LifecycleState.Activating),
        new(LifecycleTransition.Deactivate, LifecycleState.Active, LifecycleState.Deactivating),
        new(LifecycleTransition.UnconfiguredShutdown, LifecycleState.Unconfigured, LifecycleState.ShuttingDown),
        new(LifecycleTransition.InactiveShutdown, LifecycleState.Inactive, LifecycleState.ShuttingDown),
        new(LifecycleTransition.ActiveShutdown, LifecycleState.Active, LifecycleState.ShuttingDown),
    ];

    /// <summary>Every arrow was taken, in its order: the first into a transition state, the others out of it.</summary>
    public event Action<LifecycleStep>? Stepped;

    /// <summary>A callback threw; the transition goes on as an error.</summary>
    public event Action<Exception>? Faulted;

    /// <summary>The 25 arrows: those that a request can start, each followed by those that end it.</summary>
    public static IReadOnlyList<LifecycleStep> Graph { get; } = [.. Arrows()];

    public LifecycleState State { get; private set; } = LifecycleState.Unconfigured;

    /// <summary>The arrows that lead out of the present state.</summary>
    public IReadOnlyList<LifecycleStep> Available => [.. Graph.Where(step => step.From == State)];

    /// <summary>The label by which requests may name a transition.</summary>
    public static string Label(LifecycleTransition transition) => transition switch
    {
        LifecycleTransition.Configure => "configure",
        LifecycleTransition.Cleanup => "cleanup",
        LifecycleTransition.Activate => "activate",
        LifecycleTransition.Deactivate => "deactivate",
        LifecycleTransition.UnconfiguredShutdown or LifecycleTransition.InactiveShutdown
            or LifecycleTransition.ActiveShutdown => "shutdown",
        _ => ((byte)transition % 10) switch
        {
            0 => "transition_success",
            1 => "transition_failure",
            _ => "transition_error",
        },
    };

    public static string Label(LifecycleState state) => state.ToString().ToLowerInvariant();

    /// <summary>Finds the transition that a label means in the present state; null when there is none.</summary>
    public LifecycleTransition? Find(string label) =>
        Starts.Where(step => step.From == State && Label(step.Transition) == label)
            .Select(step => (LifecycleTransition?)step.Transition).FirstOrDefault();

    /// <summary>Takes a transition and asks the callbacks.</summary>
    /// <returns>Whether it was possible and succeeded.</returns>
    public bool Trigger(LifecycleTransition transition)
    {
        var from = State;
        var start = Starts.FirstOrDefault(step => step.Transition == transition && step.From == from);
        if (start.Transition == 0) return false;
        Step(start);
        var outcome = Ask(start.To, from);
        End(start.To, outcome);
        if (outcome != LifecycleOutcome.Error) return outcome == LifecycleOutcome.Success;
        End(LifecycleState.ErrorProcessing, Ask(LifecycleState.ErrorProcessing, from));
        return false;
    }

    /// <summary>Takes the shutdown that fits the present state.</summary>
    public bool Shutdown() => Find("shutdown") is { } transition && Trigger(transition);

    private static IEnumerable<LifecycleStep> Arrows()
    {
        foreach (var through in Ends)
        {
            foreach (var start in Starts) if (start.To == through.Through) yield return start;
            foreach (var outcome in (LifecycleOutcome[])[LifecycleOutcome.Success, LifecycleOutcome.Failure, LifecycleOutcome.Error])
                yield return Exit(through.Through, outcome);
        }
    }

    private static LifecycleStep Exit(LifecycleState through, LifecycleOutcome outcome)
    {
        var end = Ends.Single(one => one.Through == through);
        var to = outcome switch
        {
            LifecycleOutcome.Success => end.Success,
            LifecycleOutcome.Failure => end.Failure,
            // Who cannot even process an error is finished.
            _ => through == LifecycleState.ErrorProcessing ? LifecycleState.Finalized : LifecycleState.ErrorProcessing,
        };
        return new((LifecycleTransition)((byte)end.First + (outcome - LifecycleOutcome.Success)), through, to);
    }

    private void End(LifecycleState through, LifecycleOutcome outcome) => Step(Exit(through, outcome));

    private void Step(LifecycleStep step)
    {
        State = step.To;
        Stepped?.Invoke(step);
    }

    private LifecycleOutcome Ask(LifecycleState through, LifecycleState from)
    {
        try
        {
            return through switch
            {
                LifecycleState.Configuring => callbacks.OnConfigure(from),
                LifecycleState.CleaningUp => callbacks.OnCleanup(from),
                LifecycleState.Activating => callbacks.OnActivate(from),
                LifecycleState.Deactivating => callbacks.OnDeactivate(from),
                LifecycleState.ShuttingDown => callbacks.OnShutdown(from),
                _ => callbacks.OnError(from),
            };
        }
        catch (Exception fault)
        {
            // Whatever it was, the node is in no state to go on, and its manager has to hear of it.
            Faulted?.Invoke(fault);
            return LifecycleOutcome.Error;
        }
    }
}
