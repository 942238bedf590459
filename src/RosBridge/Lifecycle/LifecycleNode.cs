using Forewarn.Messages;
using Forewarn.Messages.LifecycleMsgs;

namespace Forewarn.RosBridge;

/// <summary>Makes a node a managed one: the five lifecycle services and <c>~/transition_event</c> around the state machine.</summary>
public sealed class LifecycleNode
{
    private readonly RosNode _node;
    private readonly Publisher<TransitionEvent> _events;

    public LifecycleNode(RosNode node, ILifecycleCallbacks callbacks)
    {
        (_node, Machine) = (node, new(callbacks));
        _events = node.CreatePublisher<TransitionEvent>("~/transition_event");
        Machine.Stepped += Announce;
        node.CreateService<ChangeState, ChangeStateRequest, ChangeStateResponse>("~/change_state", Change);
        node.CreateService<GetState, GetStateRequest, GetStateResponse>("~/get_state",
            (_, response) => Write(response.CurrentState, Machine.State));
        node.CreateService<GetAvailableStates, GetAvailableStatesRequest, GetAvailableStatesResponse>(
            "~/get_available_states", (_, response) => AddStates(response.AvailableStates));
        Offer("~/get_available_transitions", () => Machine.Available);
        Offer("~/get_transition_graph", () => LifecycleMachine.Graph);
    }

    public LifecycleMachine Machine { get; }

    public LifecycleState State => Machine.State;

    private static void AddStates(Sequence<State> into)
    {
        foreach (var state in Enum.GetValues<LifecycleState>())
        {
            var message = new State();
            Write(message, state);
            into.Add(message);
        }
    }

    private static void Write(State into, LifecycleState state) => (into.Id, into.Label) = ((byte)state, LifecycleMachine.Label(state));

    private static void Write(Transition into, LifecycleTransition transition) =>
        (into.Id, into.Label) = ((byte)transition, LifecycleMachine.Label(transition));

    private void Offer(string service, Func<IReadOnlyList<LifecycleStep>> steps) =>
        _node.CreateService<GetAvailableTransitions, GetAvailableTransitionsRequest, GetAvailableTransitionsResponse>(service,
            (_, response) =>
            {
                foreach (var step in steps())
                {
                    var message = new TransitionDescription();
                    Write(message.Transition, step.Transition);
                    Write(message.StartState, step.From);
                    Write(message.GoalState, step.To);
                    response.AvailableTransitions.Add(message);
                }
            });

    // A label counts more than a number, as in rclcpp.
    private void Change(ChangeStateRequest request, ChangeStateResponse response)
    {
        var transition = request.Transition.Label.Length > 0
            ? Machine.Find(request.Transition.Label)
            : (LifecycleTransition)request.Transition.Id;
        response.Success = transition is { } known && Machine.Trigger(known);
    }

    private void Announce(LifecycleStep step)
    {
        var message = new TransitionEvent { Timestamp = (ulong)Math.Max(0, _node.Clock.Nanoseconds) };
        Write(message.Transition, step.Transition);
        Write(message.StartState, step.From);
        Write(message.GoalState, step.To);
        _events.Publish(message);
    }
}
