package org.statusaggregator.node.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.tls.Role.ADMIN;
import static org.statusaggregator.core.tls.Role.CIC;

import io.grpc.MethodDescriptor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc;

/** The table of who may call what, call by call as the proto says it. */
class AccessTest {
    private static final Map<String, Set<Role>> STATUS_SERVICE = Map.of(
            "OpenSession", Set.of(CIC),
            "KeepSessionAlive", Set.of(CIC),
            "CloseSession", Set.of(CIC),
            "PublishStatuses", Set.of(CIC),
            "Watch", Set.of(CIC, ADMIN),
            "UpdateWatch", Set.of(CIC, ADMIN),
            "GetStatuses", Set.of(CIC, ADMIN),
            "ListStatuses", Set.of(CIC, ADMIN),
            "ListContactLists", Set.of(CIC, ADMIN),
            "ListContacts", Set.of(CIC, ADMIN));

    private static List<String> calls(io.grpc.ServiceDescriptor service) {
        return service.getMethods().stream()
                .map(MethodDescriptor::getBareMethodName)
                .toList();
    }

    @Test
    void everyCallOfTheStatusServiceIsInTheTable() {
        assertThat(calls(StatusServiceGrpc.getServiceDescriptor())).hasSameElementsAs(STATUS_SERVICE.keySet());
        STATUS_SERVICE.forEach((call, roles) -> assertThat(Access.roles(StatusServiceGrpc.SERVICE_NAME, call))
                .as(call)
                .isEqualTo(roles));
    }

    @Test
    void theAdminServiceIsForAdministrators() {
        for (String call : calls(AdminServiceGrpc.getServiceDescriptor())) {
            assertThat(Access.roles(AdminServiceGrpc.SERVICE_NAME, call))
                    .as(call)
                    .containsExactly(ADMIN);
        }
    }

    @Test
    void whatIsNotInTheTableIsForAdministrators() {
        assertThat(Access.roles(StatusServiceGrpc.SERVICE_NAME, "NewCall")).containsExactly(ADMIN);
        assertThat(Access.roles("another.Service", "Call")).containsExactly(ADMIN);
        assertThat(Access.roles("grpcx.Service", "Call")).containsExactly(ADMIN);
    }

    @Test
    void healthAndReflectionAreForEveryRole() {
        Set<Role> all = EnumSet.allOf(Role.class);
        assertThat(Access.roles("grpc.health.v1.Health", "Check")).isEqualTo(all);
        assertThat(Access.roles("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo"))
                .isEqualTo(all);
    }
}
