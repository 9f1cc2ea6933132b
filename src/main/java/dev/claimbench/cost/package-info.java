/**
 * What answers cost: measured tokens times a price list, or measured seconds times a machine's
 * price. Pure; no amount is ever converted into another currency.
 */
@NullMarked
package dev.claimbench.cost;

import org.jspecify.annotations.NullMarked;
