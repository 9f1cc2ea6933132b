/** What became of a call: five outcomes, none of which is silently a zero. */
package dev.claimbench.answer;
