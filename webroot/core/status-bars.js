/** The bars of the shell: the connection, announced downtime, and the time-out. */
import './connection-bar.js';
import './downtime-bar.js';
import './timeout-warning.js';
