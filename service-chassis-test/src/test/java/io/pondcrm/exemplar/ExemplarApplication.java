package io.pondcrm.exemplar;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ExemplarApplication {}
