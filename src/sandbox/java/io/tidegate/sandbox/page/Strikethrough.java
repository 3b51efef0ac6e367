package io.tidegate.sandbox.page;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/** Text between tildes, one or two on each side. */
final class Strikethrough extends CustomNode {
    static final class Tildes implements DelimiterProcessor {
        @Override
        public char getOpeningCharacter() {
            return '~';
        }

        @Override
        public char getClosingCharacter() {
            return '~';
        }

        @Override
        public int getMinLength() {
            return 1;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            if (opening.length() != closing.length() || opening.length() > 2) {
                return 0;
            }
            Node before = opening.getOpener();
            Node struck = new Strikethrough();
            Node next = before.getNext();
            while (next != null && next != closing.getCloser()) {
                Node following = next.getNext();
                struck.appendChild(next);
                next = following;
            }
            before.insertAfter(struck);
            return opening.length();
        }
    }
}
