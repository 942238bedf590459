using System.Collections.Generic;
using ROS2;

namespace forewarn_msgs.msg
{
    public class Decision : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public ulong Index { get; set; }

        public string Wish { get; set; } = "";

        public byte Rung { get; set; }

        public string Reason { get; set; } = "";

        public uint Modes { get; set; }

        public int Chosen { get; set; }

        public string Narration { get; set; } = "";

        public string Question { get; set; } = "";

        public string ObservationDigest { get; set; } = "";

        public ulong SeedKey { get; set; }

        public uint Attempts { get; set; }

        public double ProposeMs { get; set; }

        public double ClusterMs { get; set; }

        public double ImagineMs { get; set; }

        public double GuardMs { get; set; }

        public double NarrateMs { get; set; }

        public double ChooseMs { get; set; }

        public double TotalMs { get; set; }
    }

    public class Imagination : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public ulong Decision { get; set; }

        public uint Modes { get; set; }

        public uint Steps { get; set; }

        public List<float> Disagreement { get; set; } = new();

        public List<bool> Safe { get; set; } = new();

        public List<string> GuardReasons { get; set; } = new();
    }

    public class ProposalSet : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public ulong Decision { get; set; }

        public string Wish { get; set; } = "";

        public uint Attempt { get; set; }

        public uint Modes { get; set; }

        public uint Steps { get; set; }

        public List<string> Columns { get; set; } = new();

        public string Representation { get; set; } = "";

        public double Rate { get; set; }

        public List<float> Values { get; set; } = new();

        public List<float> Masses { get; set; } = new();
    }

    public class Verdict : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public ulong Decision { get; set; }

        public string Wish { get; set; } = "";

        public byte Kind { get; set; }

        public int Chosen { get; set; }

        public List<string> Narrations { get; set; } = new();

        public List<double> NarrationLogProbabilities { get; set; } = new();

        public List<double> Scores { get; set; } = new();

        public string Question { get; set; } = "";
    }
}

namespace forewarn_msgs.srv
{
    public class Answer_Request : Message
    {
        public string Answer { get; set; } = "";

        public long Decision { get; set; } = -1;
    }

    public class Answer_Response : Message
    {
        public bool Accepted { get; set; }

        public string Message { get; set; } = "";
    }

    public sealed class Answer : IRosServiceDefinition<Answer_Request, Answer_Response>
    {
        private Answer()
        {
        }
    }
}
