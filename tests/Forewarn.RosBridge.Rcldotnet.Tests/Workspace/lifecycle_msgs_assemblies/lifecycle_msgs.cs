using System.Collections.Generic;
using ROS2;

namespace lifecycle_msgs.msg
{
    public class State : Message
    {
        public byte Id { get; set; }

        public string Label { get; set; } = "";
    }

    public class Transition : Message
    {
        public byte Id { get; set; }

        public string Label { get; set; } = "";
    }

    public class TransitionDescription : Message
    {
        public global::lifecycle_msgs.msg.Transition Transition { get; set; } = new();

        public global::lifecycle_msgs.msg.State StartState { get; set; } = new();

        public global::lifecycle_msgs.msg.State GoalState { get; set; } = new();
    }

    public class TransitionEvent : Message
    {
        public ulong Timestamp { get; set; }

        public global::lifecycle_msgs.msg.Transition Transition { get; set; } = new();

        public global::lifecycle_msgs.msg.State StartState { get; set; } = new();

        public global::lifecycle_msgs.msg.State GoalState { get; set; } = new();
    }
}

namespace lifecycle_msgs.srv
{
    public class ChangeState_Request : Message
    {
        public global::lifecycle_msgs.msg.Transition Transition { get; set; } = new();
    }

    public class ChangeState_Response : Message
    {
        public bool Success { get; set; }
    }

    public sealed class ChangeState : IRosServiceDefinition<ChangeState_Request, ChangeState_Response>
    {
        private ChangeState()
        {
        }
    }

    public class GetAvailableStates_Request : Message
    {
        public byte StructureNeedsAtLeastOneMember { get; set; }
    }

    public class GetAvailableStates_Response : Message
    {
        public List<global::lifecycle_msgs.msg.State> AvailableStates { get; set; } = new();
    }

    public sealed class GetAvailableStates : IRosServiceDefinition<GetAvailableStates_Request, GetAvailableStates_Response>
    {
        private GetAvailableStates()
        {
        }
    }

    public class GetAvailableTransitions_Request : Message
    {
        public byte StructureNeedsAtLeastOneMember { get; set; }
    }

    public class GetAvailableTransitions_Response : Message
    {
        public List<global::lifecycle_msgs.msg.TransitionDescription> AvailableTransitions { get; set; } = new();
    }

    public sealed class GetAvailableTransitions : IRosServiceDefinition<GetAvailableTransitions_Request, GetAvailableTransitions_Response>
    {
        private GetAvailableTransitions()
        {
        }
    }

    public class GetState_Request : Message
    {
        public byte StructureNeedsAtLeastOneMember { get; set; }
    }

    public class GetState_Response : Message
    {
        public global::lifecycle_msgs.msg.State CurrentState { get; set; } = new();
    }

    public sealed class GetState : IRosServiceDefinition<GetState_Request, GetState_Response>
    {
        private GetState()
        {
        }
    }
}
