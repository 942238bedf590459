using Forewarn.Messages;
using Forewarn.Messages.RosgraphMsgs;

namespace Forewarn.RosBridge;

/// <summary>Declares <c>use_sim_time</c> and listens to <c>/clock</c> while it is true.</summary>
internal sealed class SimTimeSource
{
    public const string Parameter = "use_sim_time";

    private readonly RosNode _node;
    private Subscription<Clock>? _subscription;

    public SimTimeSource(RosNode node)
    {
        _node = node;
        var spec = new ParameterSpec(Parameter, false) { Description = "Take the time from /clock." };
        node.Parameters.Changed += (name, value) =>
        {
            if (name == Parameter) Use(value.AsBool);
        };
        Use(node.Parameters.Declare(spec).AsBool);
    }

    private void Use(bool simulated)
    {
        if (simulated == _subscription is not null) return;
        _node.Clock.Simulate(simulated);
        if (simulated)
        {
            _subscription = _node.CreateSubscription<Clock>("/clock",
                (Clock message, in MessageInfo _) => _node.Clock.Set(RosTime.Nanoseconds(message.ClockValue)), QosProfile.Clock);
        }
        else
        {
            _node.Remove(_subscription!);
            _subscription = null;
        }
    }
}
