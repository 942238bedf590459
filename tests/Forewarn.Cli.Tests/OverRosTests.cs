using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Cli.Robots;
using Forewarn.Cli.Studies.OverRos;
using Forewarn.Evaluation.Replay;
using Forewarn.Recording;
using Forewarn.RosBridge.Cyclone;
using Forewarn.Steering;

namespace Forewarn.Cli.Tests;

/// <summary>The node and the simulated robot as two processes that meet only over DDS, and what happens when one is killed.</summary>
public sealed class OverRosTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Either_process_may_be_killed_and_started_again()
    {
        Assert.SkipUnless(CycloneLibrary.IsAvailable(out string? reason), reason ?? "no CycloneDDS");
        uint domain = 120 + (uint)(Environment.ProcessId % 100);
        var session = new Session(Home.Find(), Terminal.Over(TextWriter.Null, TextWriter.Null), TimeProvider.System, CliSections.Schema);
        using var probe = new NodeProbe(new RosProcess(session, "probe", new CycloneOptions { DomainId = domain, LoopbackOnly = true }));
        using var folder = new TemporaryFolder();
        var robot = Robot();
        var node = Node("first");
        try
        {
            Wait(() => probe.Outcome.Scene >= 0 && probe.HearsNode && probe.Diagnostic("steering", "hold") == "None", "a calm node");
            Decide("pick up the mug by the handle");

            // Whatever moment it is killed at, a recording may lack the last second.
            probe.Wait(() => false, TimeSpan.FromSeconds(1), CancellationToken.None);
            node.Kill();
            Wait(() => robot.Said("nobody commands /arm_controller/joint_trajectory"), "the robot to notice its commander's death");
            node.Dispose();
            node = Node("second");
            Wait(() => probe.HearsNode && probe.Diagnostic("steering", "decisions") == "0" && probe.Diagnostic("steering", "hold") == "None",
                "a new node");
            Decide("pick up the mug by the rim");

            robot.Kill();
            Wait(() => probe.Diagnostic("steering", "hold") == "JointStatesSilent", "the node to hold");
            robot.Dispose();
            robot = Robot();
            Wait(() => probe.Diagnostic("steering", "hold") == "None", "the node to find the robot again");
            Decide("pick up the mug by the body");
            IsRecorded("first", "pick up the mug by the handle");
        }
        finally
        {
            node.Dispose();
            robot.Dispose();
        }

        ChildProcess Robot() => new(domain, "sim", "--ros", "--seed", "7");

        // It was killed: what it decided a while before is in its recording all the same.
        void IsRecorded(string bag, string wish)
        {
            using var recording = BagReader.Open(Path.Combine(folder.Path, bag));
            var decision = new DecisionReader(recording).Decisions().Last(d => d.Decision.Wish == wish);
            Assert.NotNull(decision.Session);
            Assert.Equal(decision.Decision.ObservationDigest, InputDigest.Of(decision.History!));
            Assert.InRange(recording.Find("/joint_states")!.MessageCount, 10, int.MaxValue);
            Assert.InRange(recording.Find("/arm_controller/joint_trajectory")!.MessageCount, 10, int.MaxValue);
        }

        ChildProcess Node(string bag) => new(domain, "node", "--autostart", "--record", Path.Combine(folder.Path, bag), "--ros-args", "-p", "use_sim_time:=true",
            "-p", "topics.joint_states_deadline_ms:=50.0");

        void Wait(Func<bool> condition, string what) => Assert.True(probe.Wait(condition, Patience, CancellationToken.None),
            $"waited for {what}; the node said: {node.Tail}; the robot said: {robot.Tail}");

        // A wish is not kept for those who come later, and a killed node counts as matched until its lease runs out: whether
        // the new one hears yet, only its answer tells.
        void Decide(string wish)
        {
            bool IsDecided() => probe.Decision is { Chosen: >= 0 } decision && decision.Wish == wish;
            for (int i = 0; i < 15 && !IsDecided(); i++)
            {
                probe.Ask(wish);
                probe.Wait(IsDecided, TimeSpan.FromSeconds(4), CancellationToken.None);
            }
            Wait(IsDecided, $"a decision on '{wish}'");
        }
    }
}
