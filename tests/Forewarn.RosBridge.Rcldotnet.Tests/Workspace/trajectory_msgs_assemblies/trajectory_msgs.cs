using System.Collections.Generic;
using ROS2;

namespace trajectory_msgs.msg
{
    public class JointTrajectory : Message
    {
        public global::std_msgs.msg.Header Header { get; set; } = new();

        public List<string> JointNames { get; set; } = new();

        public List<global::trajectory_msgs.msg.JointTrajectoryPoint> Points { get; set; } = new();
    }

    public class JointTrajectoryPoint : Message
    {
        public List<double> Positions { get; set; } = new();

        public List<double> Velocities { get; set; } = new();

        public List<double> Accelerations { get; set; } = new();

        public List<double> Effort { get; set; } = new();

        public global::builtin_interfaces.msg.Duration TimeFromStart { get; set; } = new();
    }
}
