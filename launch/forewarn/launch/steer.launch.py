"""Brings up the steering node alone, for a robot that publishes joint states and pictures already.

    ros2 launch forewarn steer.launch.py wish:="pick up the mug by the handle"
    ros2 launch forewarn steer.launch.py transitions:=none        # wait for `ros2 lifecycle set`
"""
from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, EmitEvent, OpaqueFunction, RegisterEventHandler, Shutdown
from launch.event_handlers import OnProcessExit
from launch.events import matches_action
from launch.substitutions import LaunchConfiguration, PathJoinSubstitution
from launch_ros.actions import LifecycleNode
from launch_ros.event_handlers import OnStateTransition
from launch_ros.events.lifecycle import ChangeState
from launch_ros.parameter_descriptions import ParameterValue
from launch_ros.substitutions import FindPackageShare
from lifecycle_msgs.msg import Transition

ARGUMENTS = [
    DeclareLaunchArgument('namespace', default_value='', description='Namespace of the node.'),
    DeclareLaunchArgument('wish', default_value='', description='What the robot should do, in words; empty for that of the parameters file.'),
    DeclareLaunchArgument(
        'params', default_value=PathJoinSubstitution([FindPackageShare('forewarn'), 'config', 'cup.yaml']),
        description='Parameters file.'),
    DeclareLaunchArgument('use_sim_time', default_value='false', description='Take the time from /clock.'),
    DeclareLaunchArgument(
        'transitions', default_value='events', choices=['events', 'self', 'none'],
        description='Who configures and activates the node: this launch file by lifecycle services, the node itself '
                    '(needed where the middleware of this shell cannot call its services), or nobody yet.'),
]


def change(node, transition):
    return EmitEvent(event=ChangeState(lifecycle_node_matcher=matches_action(node), transition_id=transition))


def bring_up(context):
    transitions = LaunchConfiguration('transitions').perform(context)
    wish = LaunchConfiguration('wish').perform(context)
    parameters = [
        LaunchConfiguration('params'),
        {'use_sim_time': ParameterValue(LaunchConfiguration('use_sim_time'), value_type=bool)},
    ]
    # An empty one would hide the wish of the parameters file.
    if wish:
        parameters.append({'wish': ParameterValue(wish, value_type=str)})
    node = LifecycleNode(
        package='forewarn', executable='forewarn', name='forewarn', namespace=LaunchConfiguration('namespace'),
        arguments=['node', '--autostart'] if transitions == 'self' else ['node'],
        parameters=parameters,
        output='screen')
    # A node that ended is no reason to keep an empty launch alive.
    actions = [
        RegisterEventHandler(OnProcessExit(target_action=node, on_exit=[Shutdown(reason='the steering node has ended')])),
        node,
    ]
    if transitions == 'events':
        # The handler first: it must be there when the node has been configured.
        actions.insert(0, RegisterEventHandler(OnStateTransition(
            target_lifecycle_node=node, start_state='configuring', goal_state='inactive',
            entities=[change(node, Transition.TRANSITION_ACTIVATE)])))
        actions.append(change(node, Transition.TRANSITION_CONFIGURE))
    return actions


def generate_launch_description():
    return LaunchDescription(ARGUMENTS + [OpaqueFunction(function=bring_up)])
