/**
 * What answers cost: measured tokens times a price list, or measured seconds times a machine's
 * price; how many machines a load needs. Pure; no amount is ever converted into another currency.
 */
package dev.claimbench.cost;
