"""Who may do what: the one table of roles and verbs."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is on the desk. Stored as a Django group of the same name."""

    REPORTER = "Reporter"
    CHECKER = "Checker"
    DESK_EDITOR = "Desk editor"
    ADMIN = "Admin"
    VIEWER = "Viewer"


class Can(StrEnum):
    """A verb that a role grants."""

    READ = "read"
    UPLOAD = "upload"
    CHECK = "check claims"
    APPROVE = "approve verdicts"
    HAND_IN = "hand in sources and answers"
    ASSIGN = "assign claims"
    SET_DEADLINE = "set deadlines"
    SIGN_OFF = "sign articles off"
    SEE_REMOVED = "see removed articles"
    RESTRICT = "say who may read an article"
    ISSUE = "issue reports"
    READ_LEGAL = "read libel files"
    EXPORT = "export the claims of a desk"
    EXPORT_ALL = "export the claims of all desks"
    MANAGE_PEOPLE = "manage people"
    AUDIT = "read the history of the newsroom"


GRANTS: dict[Role, frozenset[Can]] = {
    Role.REPORTER: frozenset({Can.READ, Can.UPLOAD, Can.SEE_REMOVED, Can.HAND_IN}),
    Role.CHECKER: frozenset(
        {
            Can.READ,
            Can.UPLOAD,
            Can.SEE_REMOVED,
            Can.CHECK,
            Can.APPROVE,
            Can.HAND_IN,
            Can.ISSUE,
        }
    ),
    Role.DESK_EDITOR: frozenset(
        {
            Can.READ,
            Can.UPLOAD,
            Can.CHECK,
            Can.APPROVE,
            Can.HAND_IN,
            Can.ASSIGN,
            Can.SET_DEADLINE,
            Can.SIGN_OFF,
            Can.SEE_REMOVED,
            Can.RESTRICT,
            Can.ISSUE,
            Can.READ_LEGAL,
            Can.EXPORT,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Can.READ,
            Can.MANAGE_PEOPLE,
            Can.AUDIT,
            Can.SEE_REMOVED,
            Can.RESTRICT,
            Can.READ_LEGAL,
            Can.EXPORT,
            Can.EXPORT_ALL,
        }
    ),
    # Among them those who answer a libel claim: lawyers and standards.
    Role.VIEWER: frozenset({Can.READ, Can.READ_LEGAL}),
}


def roles_that(permission: Can) -> list[Role]:
    """The roles that grant the verb."""
    return [role for role, verbs in GRANTS.items() if permission in verbs]
