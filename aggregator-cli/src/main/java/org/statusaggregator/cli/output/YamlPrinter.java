package org.statusaggregator.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.List;

/** YAML. Every text is quoted, so that no status key ("No", "Off") turns into something else. */
final class YamlPrinter implements Printer {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    @Override
    public <M extends Message> void list(PrintWriter out, Listing<M> listing, List<M> rows) {
        out.print(yaml(rows.stream().map(Trees::tree).toList()));
    }

    @Override
    public <M extends Message> void one(PrintWriter out, Listing<M> listing, M message) {
        out.print(yaml(Trees.tree(message)));
    }

    @Override
    public <M extends Message> void next(PrintWriter out, Listing<M> listing, M message, long number) {
        out.println("---");
        one(out, listing, message);
    }

    private static String yaml(Object tree) {
        try {
            return SafeText.document(MAPPER.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written as YAML", e);
        }
    }

    @Override
    public void figures(PrintWriter out, Figures figures) {
        out.print(yaml(figures.tree()));
    }
}
