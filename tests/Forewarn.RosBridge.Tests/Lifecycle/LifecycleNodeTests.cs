using Forewarn.Messages;
using Forewarn.Messages.LifecycleMsgs;

namespace Forewarn.RosBridge.Tests.Lifecycle;

/// <summary>The five services and the event topic, in bytes written and read by hand.</summary>
public sealed class LifecycleNodeTests
{
    private readonly Bench _bench = new();
    private readonly LifecycleNode _managed;
    private readonly RawPeer _peer;

    public LifecycleNodeTests() => (_managed, _peer) = (new(_bench.Node("arm"), new Willing()), new(_bench));

    private WireReader Ask(string service, Messages.ServiceType type, byte[] request) => _peer.Ask($"/arm/{service}", type, request)!;

    private byte Change(byte id, string label)
    {
        var answer = Ask("change_state", ChangeState.Type, new WireBuilder().U8(id).Text(label).Bytes);
        byte success = answer.U8();
        answer.End();
        return success;
    }

    private string State()
    {
        var answer = Ask("get_state", GetState.Type, [0, 1, 0, 0, 0]);
        string told = $"{answer.U8()} {answer.Text()}";
        answer.End();
        return told;
    }

    [Fact]
    public void States_change_by_number_and_by_label()
    {
        Assert.Equal("1 unconfigured", State());
        Assert.Equal(1, Change(1, ""));
        Assert.Equal("2 inactive", State());
        Assert.Equal(1, Change(0, "activate"));
        Assert.Equal("3 active", State());
        Assert.Equal(0, Change(0, "activate"));
        Assert.Equal(0, Change(4, "no such label"));
        Assert.Equal(1, Change(4, ""));
        Assert.Equal(1, Change(200, "shutdown"));
        Assert.Equal("4 finalized", State());
        Assert.Equal(0, Change(1, ""));
        Assert.Equal(LifecycleState.Finalized, _managed.State);
    }

    [Fact]
    public void All_states_are_listed()
    {
        var answer = Ask("get_available_states", GetAvailableStates.Type, [0, 1, 0, 0, 0]);
        var states = new List<string>();
        for (uint left = answer.U32(); left > 0; left--) states.Add($"{answer.U8()} {answer.Text()}");
        answer.End();
        Assert.Equal("0 unknown, 1 unconfigured, 2 inactive, 3 active, 4 finalized, 10 configuring, 11 cleaningup, 12 shuttingdown, "
            + "13 activating, 14 deactivating, 15 errorprocessing", string.Join(", ", states));
    }

    [Fact]
    public void Transitions_of_the_state_and_of_the_whole_graph_are_listed()
    {
        Assert.Equal(["1 configure 1 unconfigured 10 configuring", "5 shutdown 1 unconfigured 12 shuttingdown"], Steps("get_available_transitions"));
        string[] graph = Steps("get_transition_graph");
        Assert.Equal(25, graph.Length);
        Assert.Contains("41 transition_failure 14 deactivating 3 active", graph);
        Assert.Contains("62 transition_error 15 errorprocessing 4 finalized", graph);
    }

    [Fact]
    public void Both_steps_of_a_transition_are_announced()
    {
        var heard = _peer.Hear("/arm/transition_event", TransitionEvent.Type, QosProfile.Default);
        _managed.Machine.Trigger(LifecycleTransition.Configure);
        _bench.Settle();
        string[] told = [.. heard.Select(bytes =>
        {
            var reader = new WireReader(bytes);
            string text = $"{reader.I64()} {Step(reader)}";
            reader.End();
            return text;
        })];
        Assert.Equal(["1740830400000000000 1 configure 1 unconfigured 10 configuring",
            "1740830400000000000 10 transition_success 10 configuring 2 inactive"], told);
    }

    private static string Step(WireReader reader) =>
        $"{reader.U8()} {reader.Text()} {reader.U8()} {reader.Text()} {reader.U8()} {reader.Text()}";

    private string[] Steps(string service)
    {
        var answer = Ask(service, GetAvailableTransitions.Type, [0, 1, 0, 0, 0]);
        string[] steps = [.. Enumerable.Range(0, (int)answer.U32()).Select(_ => Step(answer))];
        answer.End();
        return steps;
    }

    private sealed class Willing : ILifecycleCallbacks;
}
