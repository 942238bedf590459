namespace Forewarn.RosBridge.Tests.Lifecycle;

/// <summary>Every arrow of the managed-node design.</summary>
public sealed class LifecycleMachineTests
{
    private readonly Script _script = new();
    private readonly LifecycleMachine _machine;
    private readonly List<string> _steps = [];

    public LifecycleMachineTests()
    {
        _machine = new(_script);
        _machine.Stepped += step => _steps.Add($"{(byte)step.Transition}:{(byte)step.From}-{(byte)step.To}");
    }

    private LifecycleMachine At(LifecycleState state)
    {
        if (state >= LifecycleState.Inactive) _machine.Trigger(LifecycleTransition.Configure);
        if (state == LifecycleState.Active) _machine.Trigger(LifecycleTransition.Activate);
        if (state == LifecycleState.Finalized) _machine.Shutdown();
        Assert.Equal(state, _machine.State);
        _steps.Clear();
        _script.Asked.Clear();
        return _machine;
    }

    [Theory]
    [InlineData(1, 1, 97, 2, "1:1-10 10:10-2")]
    [InlineData(1, 1, 98, 1, "1:1-10 11:10-1")]
    [InlineData(1, 1, 99, 1, "1:1-10 12:10-15 60:15-1")]
    [InlineData(2, 2, 97, 1, "2:2-11 20:11-1")]
    [InlineData(2, 2, 98, 2, "2:2-11 21:11-2")]
    [InlineData(2, 2, 99, 1, "2:2-11 22:11-15 60:15-1")]
    [InlineData(2, 3, 97, 3, "3:2-13 30:13-3")]
    [InlineData(2, 3, 98, 2, "3:2-13 31:13-2")]
    [InlineData(2, 3, 99, 1, "3:2-13 32:13-15 60:15-1")]
    [InlineData(3, 4, 97, 2, "4:3-14 40:14-2")]
    [InlineData(3, 4, 98, 3, "4:3-14 41:14-3")]
    [InlineData(3, 4, 99, 1, "4:3-14 42:14-15 60:15-1")]
    [InlineData(1, 5, 97, 4, "5:1-12 50:12-4")]
    [InlineData(2, 6, 98, 4, "6:2-12 51:12-4")]
    [InlineData(3, 7, 97, 4, "7:3-12 50:12-4")]
    [InlineData(3, 7, 99, 1, "7:3-12 52:12-15 60:15-1")]
    public void Transitions_go_through_their_state_and_end_by_outcome(byte from, byte transition, byte outcome, byte to, string steps)
    {
        var machine = At((LifecycleState)from);
        _script.Answer = (LifecycleOutcome)outcome;
        Assert.Equal(outcome == 97, machine.Trigger((LifecycleTransition)transition));
        Assert.Equal((LifecycleState)to, machine.State);
        Assert.Equal(steps, string.Join(' ', _steps));
        Assert.Equal(outcome == 99 ? 2 : 1, _script.Asked.Count);
        Assert.All(_script.Asked, asked => Assert.EndsWith($" from {(LifecycleState)from}", asked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(97, LifecycleState.Unconfigured, "60:15-1")]
    [InlineData(98, LifecycleState.Finalized, "61:15-4")]
    [InlineData(99, LifecycleState.Finalized, "62:15-4")]
    public void Error_processing_ends_by_its_outcome(byte outcome, LifecycleState to, string last)
    {
        (_script.Answer, _script.ErrorAnswer) = (LifecycleOutcome.Error, (LifecycleOutcome)outcome);
        Assert.False(_machine.Trigger(LifecycleTransition.Configure));
        Assert.Equal((to, last), (_machine.State, _steps[^1]));
    }

    [Fact]
    public void An_exception_is_an_error_and_is_told()
    {
        var faults = new List<Exception>();
        _machine.Faulted += faults.Add;
        _script.Throws = true;
        Assert.False(_machine.Trigger(LifecycleTransition.Configure));
        Assert.Equal(LifecycleState.Unconfigured, _machine.State);
        Assert.Single(faults);
    }

    [Fact]
    public void What_a_state_does_not_offer_is_refused_without_asking()
    {
        foreach (var state in (LifecycleState[])[LifecycleState.Unconfigured, LifecycleState.Inactive, LifecycleState.Active, LifecycleState.Finalized])
        {
            var test = new LifecycleMachineTests();
            var machine = test.At(state);
            byte[] offered = [.. machine.Available.Select(step => (byte)step.Transition)];
            Assert.Equal(state switch
            {
                LifecycleState.Unconfigured => [1, 5],
                LifecycleState.Inactive => [2, 3, 6],
                LifecycleState.Active => [4, 7],
                _ => Array.Empty<byte>(),
            }, offered.Order());
            for (int id = 0; id < 256; id++)
            {
                if (offered.Contains((byte)id)) continue;
                Assert.False(machine.Trigger((LifecycleTransition)id));
                Assert.Equal(state, machine.State);
            }

            Assert.Empty(test._script.Asked);
            Assert.Empty(test._steps);
        }
    }

    [Fact]
    public void A_callback_cannot_start_another_transition()
    {
        bool? nested = null;
        _script.Then = () => nested = _machine.Trigger(LifecycleTransition.Activate);
        Assert.True(_machine.Trigger(LifecycleTransition.Configure));
        Assert.Equal((false, LifecycleState.Inactive), (nested, _machine.State));
    }

    [Fact]
    public void The_graph_has_its_25_arrows()
    {
        Assert.Equal(25, LifecycleMachine.Graph.Count);
        Assert.Equal(25, LifecycleMachine.Graph.Select(step => step.Transition).Distinct().Count());
        Assert.Equal(["configure", "cleanup", "activate", "deactivate", "shutdown", "shutdown", "shutdown"],
            LifecycleMachine.Graph.Where(step => (byte)step.Transition < 10).OrderBy(step => step.Transition).Select(step => LifecycleMachine.Label(step.Transition)));
        Assert.Equal("errorprocessing", LifecycleMachine.Label(LifecycleState.ErrorProcessing));
        Assert.Equal("cleaningup", LifecycleMachine.Label(LifecycleState.CleaningUp));
    }

    private sealed class Script : ILifecycleCallbacks
    {
        public LifecycleOutcome Answer { get; set; } = LifecycleOutcome.Success;

        public LifecycleOutcome ErrorAnswer { get; set; } = LifecycleOutcome.Success;

        public bool Throws { get; set; }

        public Action? Then { get; set; }

        public List<string> Asked { get; } = [];

        public LifecycleOutcome OnConfigure(LifecycleState from) => Say("configure", from);

        public LifecycleOutcome OnCleanup(LifecycleState from) => Say("cleanup", from);

        public LifecycleOutcome OnActivate(LifecycleState from) => Say("activate", from);

        public LifecycleOutcome OnDeactivate(LifecycleState from) => Say("deactivate", from);

        public LifecycleOutcome OnShutdown(LifecycleState from) => Say("shutdown", from);

        public LifecycleOutcome OnError(LifecycleState from)
        {
            Asked.Add($"error from {from}");
            return ErrorAnswer;
        }

        private LifecycleOutcome Say(string what, LifecycleState from)
        {
            Asked.Add($"{what} from {from}");
            Then?.Invoke();
            return Throws ? throw new InvalidOperationException("planted") : Answer;
        }
    }
}
